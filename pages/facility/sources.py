"""Which lists a facility's page comes from, which are history, and which no longer have it."""

from dataclasses import dataclass

from facilities.listing_age import listing_age
from facilities.listings.answering import Coverage, Rank
from facilities.models import Edition, Questionnaire
from pages.context import current_editions
from pages.facility.position import PositionSource, position_source


@dataclass(frozen=True)
class Sources:
    """The Editions behind a page, newest first.

    `answering`: what they say holds today; `last`: of a facility in no newest list, what they
    said last, which its page still shows; `earlier`: a newer list took their place, and none of
    these has the same title; `lacking`: the newest lists of its state that should have it and
    don't. `age`: how old what holds today is, as a sentence, or ""; `position`: what gave its
    point, where another did.
    """

    answering: list[Edition]
    last: list[Edition]
    earlier: list[Edition]
    lacking: list[Edition]
    age: str
    position: PositionSource | None

    @property
    def shown(self):
        """Return [(publisher, year)] of what the page says, each once."""
        editions = self.answering or self.last
        return list(dict.fromkeys((edition.publisher, edition.year) for edition in editions))


def sources(facility):
    """Return the Sources of a facility; no query beyond its own rows."""
    listings = list(facility.listings.all())
    is_gone = facility.status == facility.Status.UNLISTED
    answering = [each for each in listings if _answers(each) and not is_gone]
    last = [each for each in listings if each.is_answer and is_gone]
    lacking = _lacking(facility.state, listings)
    # A list of every week has one title all year: that it stands here is told once.
    told = {edition.title for edition in [*_editions([*answering, *last]), *lacking]}
    earlier = {each.title: each for each in reversed(_editions(listings)) if each.title not in told}
    return Sources(
        answering=_editions(answering),
        last=_editions(last),
        earlier=sorted(earlier.values(), key=_rank, reverse=True),
        lacking=lacking,
        age=listing_age(
            {
                each.edition.year
                for each in answering
                if each.questionnaire != Questionnaire.CURATED
            },
            count=1,
        ),
        position=position_source(facility.position_from),
    )


def _answers(listing):
    return listing.is_answer and listing.edition.is_current


def _editions(listings):
    editions = {listing.edition_id: listing.edition for listing in listings}
    return sorted(editions.values(), key=_rank, reverse=True)


def _lacking(state, listings):
    """Return the newest Editions that cover what it once answered, and lack it."""
    editions, coverage = {edition.pk: edition for edition in current_editions()}, Coverage()
    for edition in editions.values():
        coverage.add(_rank(edition), edition.covers)
    own = {listing.edition_id for listing in listings}
    newest = {coverage.newest(listing.questionnaire, state) for listing in listings}
    ranks = sorted((rank for rank in newest if rank and rank.pk not in own), reverse=True)
    return [editions[rank.pk] for rank in ranks]


def _rank(edition):
    return Rank.of(edition.year, edition.kind, edition.pk)
