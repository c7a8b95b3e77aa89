"""What sources say of services: who offers each, who doesn't, and who doesn't say.

The rule stands here alone. It works on sets of facilities, as whole numbers with a bit for
each: the search index asks it about the whole directory, a page about one facility.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import cached_property

from facilities.corrections.kinds import Answer, kind_of
from facilities.corrections.public import public_corrections_of
from facilities.models import Correction, Facility, Questionnaire
from facilities.taxonomy import SUBSTANCE_USE, Taxonomy


@dataclass
class ListAnswers:
    """What an edition says in one questionnaire: whom it lists, and {code: who names it}, as bits.

    `asked`: the codes that the edition asks; `doubted`: those that swung, whose blanks mean
    nothing. `denied`: {code, or slug of a service without one: who says no in so many words}.
    """

    questionnaire: str
    year: int
    asked: frozenset[str]
    doubted: frozenset[str] = frozenset()
    listed: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    denied: dict[str, int] = field(default_factory=dict)
    _answering: dict[frozenset[str], int] = field(default_factory=dict)

    @property
    def asking(self) -> tuple[str, int, frozenset[str], frozenset[str]]:
        """Return all that decides which of its blanks mean no."""
        return self.questionnaire, self.year, self.asked, self.doubted

    def answering(self, codes: frozenset[str]) -> int:
        """Return who names any of some codes: services of one question ask for the same."""
        if codes not in self._answering:
            named = self.codes.keys() & codes
            self._answering[codes] = _union(self.codes[code] for code in named)
        return self._answering[codes]


@dataclass
class ServiceAnswers:
    """The answers of some facilities; every set of them is bits.

    `offered`: {service pk: who offers it}. `lists`: of listings that answer, history left out.
    `corrections`: [(bit of a facility, Correction in force that pages speak of)].
    """

    taxonomy: Taxonomy
    everyone: int
    offered: dict[int, int]
    lists: list[ListAnswers]
    corrections: Iterable[tuple[int, Correction]] = ()
    _denying: dict[int, int] = field(default_factory=dict)

    def offering(self, service: int) -> int:
        return self.offered.get(service, 0)

    def denying(self, service: int) -> int:
        """Return who says that it doesn't offer a service, or left blank what means no."""
        if service not in self._denying:
            self._denying[service] = self._find_denying(service)
        return self._denying[service]

    def not_reporting(self, service: int) -> int:
        """Return those of whom no source says whether they offer a service."""
        return self.everyone & ~self.offering(service) & ~self.denying(service)

    @cached_property
    def mental_health_only(self) -> int:
        """Return who answers for mental health care alone and names no substance use."""
        treating = self.offering(self.taxonomy.by_code[SUBSTANCE_USE].pk)
        elsewhere = only = 0
        for answers in self.lists:
            if answers.questionnaire == Questionnaire.MH:
                only |= answers.listed
            else:
                elsewhere |= answers.listed
        return only & ~elsewhere & ~treating

    @cached_property
    def dual_diagnosis_only(self) -> int:
        """Return those of `mental_health_only` that name care for both conditions together."""
        return self.mental_health_only & self.offering(self.taxonomy.dual_diagnosis.pk)

    @cached_property
    def unasked_programs(self) -> int:
        """Return who is in the directory of opioid treatment programs and answers no survey.

        Nobody asked them which medicines they give; the law lets them give methadone.
        """
        listed = {Questionnaire.OTP: 0, Questionnaire.SU: 0}
        for answers in self.lists:
            if answers.questionnaire in listed:
                listed[Questionnaire(answers.questionnaire)] |= answers.listed
        return listed[Questionnaire.OTP] & ~listed[Questionnaire.SU]

    def blanks(self, service: int, answers: ListAnswers) -> int:
        """Return who answered what a service is about, and didn't name it."""
        codes = self.taxonomy.codes[service]
        answered = answers.answering(self.taxonomy.codes_beside[service])
        return answered & ~_union([answers.codes.get(code, 0) for code in codes])

    def _find_denying(self, service):
        if service not in self._perhaps_denied or self.offering(service) == self.everyone:
            return 0
        denying = 0
        for decliner in self.taxonomy.denied_by.get(service, ()):
            denying |= self.offering(decliner)
        for answers, deniable in self._deniable:
            if service in deniable:
                denying |= self.blanks(service, answers)
        if self.taxonomy.left_open[service]:
            denying &= ~self._leaving_open(service)
        denying |= self._saying_no(service)
        if self._by_correction:
            denying &= ~self._corrected(Answer.NOT_REPORTED, service)
            denying |= self._corrected(Answer.NOT_OFFERED, service)
        return denying & ~self.offering(service)

    @cached_property
    def _perhaps_denied(self):
        """Return the services that anyone may deny: most of them nobody can."""
        if self._by_correction or any(answers.denied for answers in self.lists):
            return self.taxonomy.services.keys()
        return self.taxonomy.denied_by.keys() | {
            pk for _answers, deniable in self._deniable for pk in deniable
        }

    @cached_property
    def _deniable(self):
        """Return [(ListAnswers, the services that its blanks may deny)]."""
        return [(answers, self.taxonomy.deniable(*answers.asking)) for answers in self.lists]

    def _saying_no(self, service):
        """Return who has a listing that says no in so many words, as few sources do."""
        if not any(answers.denied for answers in self.lists):
            return 0
        described = self.taxonomy.services[service]
        key = described.code or described.slug
        return _union([answers.denied.get(key, 0) for answers in self.lists if answers.denied])

    def _leaving_open(self, service):
        """Return who offers what a service is part of, and names none of its parts.

        "Detox" alone may be with an overnight stay, or with visits.
        """
        return _union(
            self.offering(whole) & ~_union(map(self.offering, parts))
            for whole, parts in self.taxonomy.left_open[service]
        )

    def _corrected(self, answer, service):
        """Return whose corrections give an answer that covers a service."""
        return _union(
            facilities
            for (given, pk), facilities in self._by_correction.items()
            if given == answer and self.taxonomy.includes(pk, service)
        )

    @cached_property
    def _by_correction(self):
        """Return {(Answer, service pk): whose corrections give it}."""
        facilities = {}
        for bit, correction in self.corrections:
            if correction.service_id:
                key = kind_of(correction).answer, correction.service_id
                facilities[key] = facilities.get(key, 0) | bit
        return facilities


def answers_of(facility: Facility, taxonomy: Taxonomy) -> ServiceAnswers:
    """Return the answers of one facility, which is bit 0; no query beyond its own rows."""
    return ServiceAnswers(
        taxonomy,
        everyone=1,
        offered=dict.fromkeys(facility.service_pks, 1),
        lists=[
            ListAnswers(
                listing.questionnaire,
                listing.edition.year,
                asked=listing.edition.asked,
                doubted=listing.edition.doubted,
                listed=1,
                codes=dict.fromkeys(listing.codes.split(), 1),
                denied=dict.fromkeys(listing.denied.split(), 1),
            )
            for listing in facility.listings.all()
            if listing.edition.is_current and listing.is_answer
        ],
        corrections=[(1, correction) for correction in public_corrections_of(facility)],
    )


def _union(sets):
    union = 0
    for facilities in sets:
        union |= facilities
    return union
