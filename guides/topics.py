"""What guides are about: the groups of their list, in its order."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Topic(models.TextChoices):
    DANGER = "danger", gettext_lazy("In danger now")
    SUBSTANCES = "substances", gettext_lazy("Drugs and alcohol")
    TREATMENT = "treatment", gettext_lazy("Treatment")
    STARTING = "starting", gettext_lazy("Getting in and paying")
    RECOVERY = "recovery", gettext_lazy("After treatment")
    LIFE = "life", gettext_lazy("Family and work")


def topics():
    """Return the choices of a field: a function, so that a new topic needs no migration."""
    return Topic.choices


# Where guides without a topic stand.
REST = "more"


@dataclass(frozen=True)
class Group:
    """The guides of a topic; `slug` is also its id on the page."""

    slug: str
    label: str
    guides: list


def grouped(guides):
    """Return the Groups of guides that aren't empty, each in the order of `guides`."""
    of_topic = {topic: Group(topic.value, str(topic.label), []) for topic in Topic}
    rest = Group(REST, _("More guides"), [])
    for guide in guides:
        of_topic.get(guide.topic, rest).guides.append(guide)
    return [group for group in (*of_topic.values(), rest) if group.guides]
