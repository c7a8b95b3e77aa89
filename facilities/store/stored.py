"""What the database holds now."""

from collections import defaultdict
from dataclasses import dataclass, field
from sys import intern

from facilities.listings.records import PhoneRecord
from facilities.models import Facility, Listing, Phone
from facilities.store.database import BATCH

FIELDS = (
    "name program street street2 city state zip county address_withheld latitude longitude "
    "precision position_from website highlights certification certified_since status slug"
).split()


@dataclass(slots=True)
class Stored:
    """A facility as the database has it, with its numbers and who lists it.

    `questionnaires`: of its listings in current editions; `codes`: of those that answer, sorted.
    """

    pk: int
    public_id: str
    values: dict
    phones: list[PhoneRecord] = field(default_factory=list)
    questionnaires: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()

    def __getattr__(self, name):
        """Give the facility's own fields, so that a Stored compares like a Record."""
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(name) from None


def stored_facilities(pks=None, merged=False):
    """Return {pk: Stored} of every facility, or of `pks`, that wasn't merged into another.

    `merged`: of those that were; they are as they were then, but for what lists them.
    """
    kept = {} if pks is None else {"pk__in": pks}
    of_kept = {} if pks is None else {"facility__in": pks}
    facilities = Facility.objects.filter(merged_into__isnull=not merged, **kept)
    rows = facilities.values_list("pk", "public_id", *FIELDS)
    stored = {
        pk: Stored(pk, public_id, dict(zip(FIELDS, values, strict=True)))
        for pk, public_id, *values in rows.iterator(BATCH)
    }
    phones = (
        Phone.objects.filter(**of_kept)
        .order_by("facility", "position")
        .values_list("facility_id", "kind", "display", "e164", "extension", "answered_by")
    )
    for pk, *values in phones.iterator(BATCH):
        if pk in stored:
            stored[pk].phones.append(PhoneRecord(*values))
    listings = Listing.objects.filter(edition__is_current=True, **of_kept).order_by()
    answers = listings.values_list("facility_id", "questionnaire", "codes", "is_answer")
    named, same = defaultdict(str), {}
    for pk, questionnaire, codes, is_answer in answers.iterator(BATCH):
        if pk in stored:
            both = stored[pk].questionnaires | {questionnaire}
            stored[pk].questionnaires = same.setdefault(both, both)
            if is_answer:
                named[pk] += f" {codes}"
    for pk, codes in named.items():
        # Each code once in memory, and no set for each facility: a nation's would take 80 MB.
        stored[pk].codes = tuple(sorted(map(intern, set(codes.split()))))
    return stored
