"""What people come with, in their words, and the search that each stands for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Situation:
    """A button of the home page: its words, and the parameters of its search.

    `detail`: what the search asks for, in a few words.
    """

    slug: str
    name: str | Promise
    detail: str | Promise
    query: tuple[tuple[str, str | Promise], ...]


SITUATIONS = (
    Situation(
        "detox",
        _("Detox tonight"),
        _("Stay overnight through withdrawal"),
        # The words bring the answer that no list knows who has room tonight.
        (("service", "detox-overnight"), ("q", _("tonight"))),
    ),
    Situation(
        "live-in",
        _("Live-in rehab"),
        _("Stay for weeks or months"),
        (("service", "residential"),),
    ),
    Situation(
        "medicine",
        _("Suboxone or methadone"),
        _("Medicine for opioid use"),
        (("service", "methadone"), ("service", "buprenorphine")),
    ),
    Situation("teen", _("For my teen"), _("Takes people 17 and under"), (("age", "teens"),)),
    # Two buttons: who has no insurance is no better off where Medicaid alone is taken.
    Situation(
        "no-insurance",
        _("No insurance"),
        _("Free or lower-cost care"),
        (("payment", "free-or-low-cost"),),
    ),
    Situation("medicaid", _("Medicaid"), _("Places that take it"), (("payment", "medicaid"),)),
)
BY_SLUG = {situation.slug: situation for situation in SITUATIONS}
