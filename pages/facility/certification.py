"""What a page says of a facility as an opioid treatment program, and by which list."""

from dataclasses import dataclass

from facilities.listings.answering import Coverage, Rank
from facilities.models import Edition, Questionnaire
from pages.context import current_editions

PROGRAM = "OTP"  # the code of one


@dataclass(frozen=True)
class Certification:
    """How a facility is certified: "full", "provisional", or "" where that is in doubt.

    `edition`: the directory of these programs that says so, or that should have it and doesn't.
    """

    status: str
    edition: Edition


def certification(facility):
    """Return the Certification of a facility, or None where there is nothing to say of it.

    It is in doubt where a survey names the facility such a program, and the newest directory of
    them in its state has no row that is known to be its. No query beyond its own rows.
    """
    listings = [each for each in facility.listings.all() if each.edition.is_current]
    if facility.status != facility.Status.OPEN:
        return None
    if facility.certification:
        editions = [each.edition for each in listings if each.edition.kind == Edition.Kind.OTP]
        newest = max(editions, key=_rank, default=None)
        return newest and Certification(facility.certification, newest)
    answers = [each for each in listings if each.is_answer]
    questionnaires = {each.questionnaire for each in answers}
    says_it_is = any(PROGRAM in each.codes.split() for each in answers)
    if Questionnaire.OTP in questionnaires or not says_it_is:
        return None
    lacking = _newest_directory(facility.state)
    return lacking and Certification("", lacking)


def _newest_directory(state):
    """Return the newest Edition that lists all opioid treatment programs of a state, or None."""
    editions, coverage = {edition.pk: edition for edition in current_editions()}, Coverage()
    for edition in editions.values():
        coverage.add(_rank(edition), edition.covers)
    newest = coverage.newest(Questionnaire.OTP, state)
    return newest and editions[newest.pk]


def _rank(edition):
    return Rank.of(edition.year, edition.kind, edition.pk)
