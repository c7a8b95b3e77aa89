"""What the database refuses to store of helplines and their translations."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from helplines.choices import Referral, Role

# What callers must be able to read before they dial, in any language.
MUST_KNOW = ("name", "who_answers", "who_pays", "hours", "languages", "cost", "does", "does_not")
# A line that doesn't say these is not saved.
MUST_SAY = (*MUST_KNOW, "source_name")


def says(field, of="helpline"):
    """Return the constraint that `field` holds more than spaces."""
    return models.CheckConstraint(
        condition=GreaterThan(Length(Trim(field)), 0),
        name=f"{of}_says_{field}",
    )


def paired(way):
    """Return the constraint that a number to print and a number to dial come together."""
    neither = Q(**{f"{way}_display": "", f"{way}_number": ""})
    both = ~Q(**{f"{way}_display": ""}) & ~Q(**{f"{way}_number": ""})
    return models.CheckConstraint(
        condition=neither | both,
        name=f"helpline_{way}_display_and_number",
        violation_error_message=_("Give both the number to show and the number to dial."),
    )


CONSTRAINTS = [
    *map(says, MUST_SAY),
    *map(paired, ("call", "text", "tty")),
    models.CheckConstraint(
        condition=Q(source_url__startswith="https://"), name="helpline_source_is_https"
    ),
    models.CheckConstraint(
        condition=~Q(call_number="", text_number="", tty_number="", chat_url=""),
        name="helpline_can_be_reached",
        violation_error_message=_("Give at least one number or a web chat."),
    ),
    models.CheckConstraint(
        condition=Q(text_number="") | ~Q(text_send=""),
        name="helpline_says_what_to_send",
        violation_error_message=_("Say what to send: an empty text helps nobody begin."),
    ),
    models.CheckConstraint(condition=Q(role__in=Role.values), name="helpline_role_is_known"),
    models.CheckConstraint(
        condition=Q(may_refer_to_paying_provider__in=Referral.values),
        name="helpline_referral_is_known",
    ),
    # The top of the page is for lines that sell nothing: nobody can pay for a place.
    models.CheckConstraint(
        condition=~Q(role=Role.PROVIDER, in_header=True),
        name="helpline_provider_not_in_header",
        violation_error_message=_(
            "A treatment company's line can't stand at the top of every page."
        ),
    ),
    models.UniqueConstraint(
        fields=["role"],
        condition=Q(role=Role.OPERATOR, is_published=True),
        name="helpline_one_published_operator",
        violation_error_message=_("Only one line of this site's own can be published."),
    ),
]
