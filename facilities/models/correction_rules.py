"""What the database refuses of a correction."""

from django.db import models
from django.db.models import Q


def _says(kind, right, **values):
    """Return the Q of a kind of correction that is about no service."""
    return Q(what=kind, service__isnull=True, **values) & right


def _one_or_none(name):
    """Return the Q of a value that is right, or is wrong with nothing in its place."""
    return Q(is_gone=True, **{name: ""}) | Q(is_gone=False) & ~Q(**{name: ""})


RULES = [
    models.UniqueConstraint(
        fields=["facility", "what"],
        condition=Q(state="active", service__isnull=True)
        & ~Q(what__in=["other-phone", "more-phone"]),
        name="correction_one_active_of_a_kind",
    ),
    models.UniqueConstraint(
        fields=["facility", "wrong"],
        condition=Q(state="active", what="other-phone"),
        name="correction_one_active_of_a_number",
    ),
    models.UniqueConstraint(
        fields=["facility", "phone"],
        condition=Q(state="active", what="more-phone"),
        name="correction_adds_a_number_once",
    ),
    models.UniqueConstraint(
        fields=["facility", "service"],
        condition=Q(state="active", service__isnull=False),
        name="correction_one_active_of_a_service",
    ),
    models.CheckConstraint(
        condition=_says("phone", _one_or_none("phone"))
        | _says("other-phone", _one_or_none("phone") & ~(Q(wrong="") | Q(line="")))
        | _says("more-phone", ~(Q(phone="") | Q(line="")), is_gone=False)
        | _says("website", _one_or_none("website"))
        | _says("address", ~(Q(street="") | Q(city="") | Q(state_code="") | Q(zip="")))
        | _says("withheld", ~(Q(city="") | Q(state_code="")), street="", street2="")
        | _says("closed", Q(is_gone=False))
        | Q(
            what__in=["offered", "not-offered", "unclear"],
            service__isnull=False,
            is_gone=False,
        ),
        name="correction_says_what_is_right",
    ),
    models.CheckConstraint(
        condition=Q(latitude__isnull=True, longitude__isnull=True)
        # What is compared to null is neither true nor false, and a check lets it pass.
        | Q(
            what="address",
            latitude__isnull=False,
            longitude__isnull=False,
            latitude__range=(-90, 90),
            longitude__range=(-180, 180),
        ),
        name="correction_point_whole_or_none",
    ),
    models.CheckConstraint(
        condition=Q(confirmed_by__in=["call", "website", "writing", "visit"]),
        name="correction_way_known",
    ),
    models.CheckConstraint(
        condition=Q(state="active", ended_on__isnull=True)
        | Q(state__in=["settled", "withdrawn"], ended_on__isnull=False),
        name="correction_active_or_ended",
    ),
]
