"""What the directory holds while editions are planned: as stored, and as it would be after each.

An import plans all its editions before it writes anything, so each is planned over what the ones
before it would leave.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

from django.db.models import Max

from facilities import store
from facilities.corrections.apply import Corrections, listings_of
from facilities.importing import editions
from facilities.importing.changes import Changes, read_locations
from facilities.importing.held import Held
from facilities.importing.planning.plan import Plan, Wanted
from facilities.listings.answering import Coverage, Rank
from facilities.listings.compose import Listed
from facilities.listings.locations import Locations
from facilities.listings.readers import record_of
from facilities.listings.readers.source import Source
from facilities.models import Edition, Facility, Listing
from facilities.store import Stored


class Directory:
    """Facilities, listings, editions and corrections, as far as an import needs them.

    `changes`, `unlisted`: what the plans so far would write. A facility that isn't stored yet
    has a negative pk.
    """

    def __init__(self) -> None:
        self.editions = [Held(each, each.pk) for each in Edition.objects.filter(is_current=True)]
        self.changes: Changes = {}
        self.unlisted: set[int] = set()
        self.removes_demo = self.rewrites_all = False
        self._planned: dict[int, list[Listed]] = defaultdict(list)
        self._rewritten: set[int] = set()  # numbers of planned editions
        self._new = 0
        self._sets: dict[frozenset[str], frozenset[str]] = {}

    @cached_property
    def _next_number(self) -> int:
        return (Edition.objects.aggregate(last=Max("pk"))["last"] or 0) + 1

    @cached_property
    def corrections(self) -> Corrections:
        return Corrections()

    @cached_property
    def stored(self) -> dict[int, Stored]:
        """Return {pk: Stored} of every facility but merged ones."""
        stored: dict[int, Stored] = store.stored_facilities()
        self.corrections.count_in(stored)
        self._before = dict(stored)
        return stored

    @cached_property
    def locations(self) -> Locations:
        return read_locations()

    @cached_property
    def taken(self) -> set[str]:
        """Return the public ids in use, those of merged facilities, too."""
        return set(Facility.objects.values_list("public_id", flat=True))

    @cached_property
    def answered(self) -> dict[int, frozenset[str]]:
        """Return {pk: the questionnaires that listings answer for it now}."""
        answered: dict[int, frozenset[str]] = {}
        answers = Listing.objects.filter(edition__in=self._numbers(), is_answer=True)
        for pk, questionnaire in answers.order_by().values_list("facility_id", "questionnaire"):
            both = answered.get(pk, frozenset()) | {questionnaire}
            answered[pk] = self._same_set(both)
        return answered

    def in_both(self) -> int:
        """Return how many facilities answer the substance use and the mental health survey."""
        return sum({"su", "mh"} <= questionnaires for questionnaires in self.answered.values())

    def coverage(self) -> Coverage:
        """Return the Coverage of the editions that the directory shows."""
        covered = Coverage()
        for held in self.editions:
            edition = held.edition
            covered.add(Rank.of(edition.year, edition.kind, held.number), edition.covers)
        return covered

    def replaced_by(self, source: Source) -> list[Held]:
        """Return the editions that a Source takes the place of, its own of before first."""
        own = [held for held in self.editions if editions.is_of_file(held.edition, source)]
        return own + [
            held
            for held in self.editions
            if held not in own and editions.is_continued_by(held.edition, source)
        ]

    def listed_in(self, helds: Collection[Held]) -> set[int]:
        """Return the pks of the facilities that some editions list."""
        numbers = {held.number for held in helds}
        listings = Listing.objects.filter(edition__in=numbers - self._rewritten)
        pks = set(listings.values_list("facility", flat=True))
        return pks | {
            pk
            for pk, listed in self._planned.items()
            if any(each.edition in numbers for each in listed)
        }

    def listed(
        self, pks: Collection[int], without: Collection[Held] = ()
    ) -> dict[int, list[Listed]]:
        """Return {pk: [Listed]} by the editions that the directory shows, but for some."""
        numbers = self._numbers() - {held.number for held in without}
        listed = defaultdict(list)
        stored = Listing.objects.filter(edition__in=numbers - self._rewritten)
        rows = stored.order_by(*editions.OWN_FIRST)
        names = ("facility_id", "raw", "edition_id")
        by_number = {held.number: held.edition for held in self.editions}
        for pk, raw, number in rows.values_list(*names).iterator(store.BATCH):
            if pk in pks:
                edition = by_number[number]
                record = record_of(edition.kind, raw)
                listed[pk].append(Listed.of(record, edition, number))
        for pk in self._planned.keys() & pks:
            listed[pk] += [each for each in self._planned[pk] if each.edition in numbers]
        return listed

    def last_listed(self, pks: Collection[int]) -> dict[int, list[Listed]]:
        """Return {pk: [Listed]}; of facilities that nothing lists now, by what did so last."""
        listed = {pk: each for pk, each in self.listed(pks).items() if each}
        last: dict[int, list[Listed]] = listings_of([pk for pk in pks if pk not in listed])
        return last | listed

    def _numbers(self) -> set[int]:
        return {held.number for held in self.editions}

    def remove_demo(self) -> int:
        """Leave out the demonstration directory; return how many facilities it has."""
        demo = {held.number for held in self.editions if held.edition.is_demo}
        if not demo:
            return 0
        invented = editions.invented_facilities()
        for pk in invented:
            self.taken.discard(self.stored.pop(pk).public_id)
            self.answered.pop(pk, None)
        self.editions = [held for held in self.editions if held.number not in demo]
        self.removes_demo = True
        return len(invented)

    def hold(self, edition: Edition, replaced: Collection[Held]) -> Held:
        """Hold a planned edition in the place of those it replaces, and return it as Held."""
        own = (held.number for held in replaced if held.edition is edition)
        number = next(own, self._next_number)
        self._next_number = max(self._next_number, number + 1)
        gone = {each.number for each in replaced}
        held = Held(edition, number)
        self.editions = [each for each in self.editions if each.number not in gone] + [held]
        self._rewritten.add(number)
        return held

    def apply(self, plan: Plan) -> None:
        """Hold what a Plan would leave of facilities and corrections."""
        self.corrections = self.corrections.continued()
        for public_id, wanted in plan.facilities.items():
            self._hold(public_id, wanted, plan.held.number)
        for pk in plan.unlisted:
            self._unlist(pk)
        self._note_answers(plan)
        self.rewrites_all |= plan.is_read_anew
        plan.let_go()

    def _hold(self, public_id: str, wanted: Wanted, number: int) -> None:
        pk = wanted.stored.pk if wanted.stored else self._new_pk()
        self.stored[pk] = Stored(
            pk,
            public_id,
            wanted.composed.fields,
            list(wanted.composed.phones),
            self._same_set(frozenset(listed.questionnaire for listed in wanted.listed)),
            wanted.composed.codes,
        )
        self._planned[pk] += [each for each in wanted.listed if each.edition == number]
        self.changes[public_id] = (self._before.get(pk), wanted.composed)
        self.unlisted.discard(pk)

    def _new_pk(self) -> int:
        self._new -= 1
        return self._new

    def _unlist(self, pk: int) -> None:
        stored = self.stored[pk]
        closed = stored.status == Facility.Status.CLOSED
        status = Facility.Status.CLOSED if closed else Facility.Status.UNLISTED
        values = {**stored.values, "status": status}
        self.stored[pk] = replace(stored, values=values, questionnaires=frozenset())
        self.answered.pop(pk, None)
        self.unlisted.add(pk)

    def _note_answers(self, plan: Plan) -> None:
        coverage = self.coverage()
        pks = {stored.public_id: pk for pk, stored in self.stored.items()}
        for public_id, wanted in plan.facilities.items():
            answers, _is_listed = coverage.answers(wanted.listed, wanted.composed.fields["state"])
            questionnaires = frozenset(each.questionnaire for each in answers)
            self.answered[pks[public_id]] = self._same_set(questionnaires)

    def _same_set(self, questionnaires: frozenset[str]) -> frozenset[str]:
        """Return an equal set that is kept already: there are few, for thousands of places."""
        return self._sets.setdefault(questionnaires, questionnaires)
