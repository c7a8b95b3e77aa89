"""Signs of good care that a listing can give: a checklist of facts, never a score.

Each sign is something that health agencies tell people to look for and that the directories ask
about. (docs/decisions/0046-names-and-signs.md)
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility, Service
from facilities.service_answers import ServiceAnswers, answers_of
from facilities.taxonomy import Taxonomy, taxonomy

MEDICINES = ("methadone", "buprenorphine", "naltrexone")
ACCREDITATION = (
    *("joint-commission", "carf-accreditation", "coa-accreditation"),
    *("ncqa-accreditation", "hfap-accreditation"),
)


class Answer(StrEnum):
    """What a facility's listings say of a sign."""

    YES = "yes"
    NO = "no"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Source:
    """Who says that a sign matters, and where."""

    name: str | Promise
    url: str


# The steps that this agency teaches: it names an outside review board and a full assessment.
NIAAA = Source(
    _("National Institute on Alcohol Abuse and Alcoholism"),
    "https://alcoholtreatment.niaaa.nih.gov/how-to-find-alcohol-treatment/"
    "step-3-choose-quality-care",
)
# Its executive summary: the three medicines work, and who has opioid use disorder, and family,
# should have naloxone at hand.
TIP_63 = Source(
    _("SAMHSA, Treatment Improvement Protocol 63"), "https://www.ncbi.nlm.nih.gov/books/NBK574910/"
)
# Chapter 2: both conditions are treated together, by one team.
TIP_42 = Source(
    _("SAMHSA, Treatment Improvement Protocol 42"), "https://www.ncbi.nlm.nih.gov/books/NBK571020/"
)
# What the law that protects people with a disability means for who takes such a medicine.
ADA = Source(_("U.S. Department of Justice"), "https://www.ada.gov/resources/opioid-use-disorder/")


@dataclass(frozen=True)
class Sign:
    """A fact to look for. `services`: slugs, any of which gives it; `asked`: those to search for.

    `is_named`: which of the services it is matters to people ("methadone, naltrexone").
    """

    name: str | Promise
    reason: str | Promise
    source: Source
    services: tuple[str, ...]
    asked: tuple[str, ...]
    is_named: bool = False


SIGNS = (
    Sign(
        _("Medicine for opioid use"),
        _("Methadone and buprenorphine lower the risk of dying from an overdose."),
        TIP_63,
        services=("mat", *MEDICINES),
        asked=("mat",),
        is_named=True,
    ),
    Sign(
        _("You can stay on medicine that another doctor prescribes"),
        _("Nobody should have to stop a medicine that works to get other care."),
        ADA,
        services=("opioid-medicine-from-elsewhere",),
        asked=("opioid-medicine-from-elsewhere",),
    ),
    Sign(
        _("Naloxone and overdose training"),
        _("Naloxone can reverse an opioid overdose. The risk is high after a break from use."),
        TIP_63,
        services=("naloxone",),
        asked=("naloxone",),
    ),
    Sign(
        _("A full assessment"),
        _("Staff learn about your whole life first, so that the plan fits you."),
        NIAAA,
        services=("substance-use-assessment",),
        asked=("substance-use-assessment",),
    ),
    Sign(
        _("Mental health and substance use treated together"),
        _("Many people live with both. Experts advise care for both at once."),
        TIP_42,
        services=("co-occurring",),
        asked=("co-occurring",),
    ),
    Sign(
        _("Accredited by an outside group"),
        _("An outside group checks how it works. That goes beyond the license it needs."),
        NIAAA,
        services=ACCREDITATION,
        asked=ACCREDITATION,
        is_named=True,
    ),
)
# What a search asks for that wants all signs: each once, of some groups any is enough.
ASKED = tuple(slug for sign in SIGNS for slug in sign.asked)


@dataclass(frozen=True)
class SignAnswer:
    """A Sign, what a facility's listings say of it, and the Services they name, if it is named."""

    sign: Sign
    answer: Answer
    services: tuple[Service, ...] = ()


@dataclass(frozen=True)
class Checklist:
    """What a facility's listings say of all signs, each in one of three lists, in order."""

    answers: tuple[SignAnswer, ...]

    @property
    def given(self) -> list[SignAnswer]:
        return self._of(Answer.YES)

    @property
    def unsaid(self) -> list[SignAnswer]:
        return self._of(Answer.UNSAID)

    @property
    def denied(self) -> list[SignAnswer]:
        return self._of(Answer.NO)

    @property
    def sources(self) -> list[Source]:
        """Return who says that these signs matter, each once."""
        return list(dict.fromkeys(each.sign.source for each in self.answers))

    def _of(self, answer: Answer) -> list[SignAnswer]:
        return [each for each in self.answers if each.answer is answer]


def signs(
    facility: Facility, localized: Taxonomy | None = None, answers: ServiceAnswers | None = None
) -> Checklist | None:
    """Return what a facility's listings and corrections say of the signs.

    None of a place that is listed for mental health care alone: they are signs of addiction
    treatment. `localized`: the Taxonomy in use, `answers`: the facility's, if they are at hand. No
    query beyond the facility's own rows.
    """
    localized = localized or taxonomy()
    answers = answers or answers_of(facility, localized)
    if answers.mental_health_only:
        return None
    return Checklist(tuple(_answer(sign, answers, localized) for sign in SIGNS))


def _answer(sign: Sign, answers: ServiceAnswers, localized: Taxonomy) -> SignAnswer:
    services = [localized.by_slug[slug] for slug in sign.services]
    given = [service for service in services if answers.offering(service.id)]
    if not given:
        denied = all(answers.denying(localized.by_slug[slug].id) for slug in sign.asked)
        return SignAnswer(sign, Answer.NO if denied else Answer.UNSAID)
    # "Medicine for opioid use: methadone": the umbrella says nothing that its part doesn't.
    named = [each for each in given if each.slug != "mat"] if sign.is_named else []
    return SignAnswer(sign, Answer.YES, tuple(named))
