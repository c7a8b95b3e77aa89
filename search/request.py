"""A query string, validated and understood: its parameters, words, and place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property

from facilities.models import Service
from facilities.taxonomy import Taxonomy
from places.exact import exactly
from places.geo import miles_between
from places.names import key
from places.resolution import Resolution, ResolvedPlace
from places.resolve import resolve
from places.states import STATES
from places.wordings import says_near_me
from search import index
from search.filters import SERVICE_PARAMETERS, SearchFilter, SearchForm, form_class
from search.index import Index
from search.language import TAKES_WOMEN, NameRun, Understood, is_for_a_woman, understand
from search.language.fillers import NEGATIONS
from search.language.reading import is_ordinary
from search.messages import widened
from search.name_words import NameWords, is_telling, name_words
from search.query import USUAL_REACH, WIDE_KINDS, SearchQuery
from search.results import SearchResults
from search.whole_names import with_whole_names
from text.analysis import words as plain_words
from text.spans import words

NEAR_ME = "near me"
# A city in the words that is this near to the place asked for is the same: "Boston", 02118.
SAME_PLACE_MILES = 10


@dataclass(frozen=True)
class SearchRequest:
    """What someone asked for, as they asked it (`params`) and as it was understood.

    Everything follows from `params` and is worked out when it is first needed. `filters`:
    the filter set whose parameters these are. A place that isn't understood finds nothing:
    never the whole country instead.
    """

    params: QueryDict = field(default_factory=QueryDict)
    filters: type[SearchFilter] = SearchFilter

    @cached_property
    def form(self) -> SearchForm:
        """Return the validated form of the parameters."""
        make = form_class(self.filters)  # type: ignore[arg-type]  # a FilterSet's metaclass
        form = make(self.params, taxonomy=lambda: self.taxonomy)
        form.full_clean()
        return form

    @cached_property
    def index(self) -> Index:
        """Return the Index of this search: the same for all that it needs."""
        return index.current()

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """Return the Taxonomy of this search, in the language in use."""
        taxonomy: Taxonomy = self.index.taxonomy.localized
        return taxonomy

    @property
    def is_valid(self) -> bool:
        return not self.form.errors

    @property
    def asks_nothing(self) -> bool:
        """Whether it says nothing that narrows the directory: people are asked for a place."""
        if not self.is_valid or self.asked.get("where") or self.place or self.services:
            return False
        if self.asked.get("box"):
            return False
        return self.results is not None and not self.results.names.scores

    @cached_property
    def asked(self) -> Mapping[str, Any]:
        """Return the values of the parameters, {} when one of them is wrong."""
        return self.form.cleaned_data if self.is_valid else {}

    @cached_property
    def understood(self) -> Understood:
        """Return what the words of `q` were read as: services, a place, and words left."""
        text, names = self.asked.get("q") or "", self.index.names
        understood = understand(text, self.taxonomy, names.is_common)
        return with_whole_names(self.index, text, understood, self.asked.get("where") or "")

    @cached_property
    def resolution(self) -> Resolution:
        """Return what was understood of the place, from its own box or from the words."""
        if where := self.asked.get("where"):
            return resolve(where)
        if self._in_words.place:
            return self._in_words
        # "Detox near me": the answer says that nobody here knows where that is.
        typed = plain_words(self.asked.get("q") or "")
        return resolve(NEAR_ME) if says_near_me(typed) else resolve("")

    @cached_property
    def _in_words(self) -> Resolution:
        return resolve(self.understood.place)

    @property
    def place(self) -> ResolvedPlace | None:
        return self.resolution.place

    @property
    def is_place_unknown(self) -> bool:
        return bool(self.asked.get("where")) and self.place is None

    @cached_property
    def runs(self) -> tuple[NameRun, ...]:
        """Return the words left for names, with those that are no place of this search."""
        in_words, told = self.understood.place, self._told_already
        runs = tuple(run for run in self.understood.runs if run.text not in told)
        if self.place_in_words:  # `other_places` has them
            runs = tuple(run for run in runs if not _is_place(run))
        if not in_words or self._says_where or self.passed_over:
            return runs
        return (*runs, NameRun(in_words))

    @property
    def _told_already(self) -> set[str]:
        """Return runs that hold words of a topic and are no name: "want to kill my self"."""
        typed = {words.casefold() for _topic, texts in self.understood.topics for words in texts}
        return {
            run.text
            for run in self.understood.runs
            if not run.is_quoted
            and any(text in run.text.casefold() or run.text.casefold() in text for text in typed)
            and not self.index.names.holding(plain_words(run.text)).bits
        }

    @property
    def other_places(self) -> tuple[str, ...]:
        """Return further places in the words, as typed: one is searched at a time."""
        if not self.place_in_words:
            return ()
        runs = filter(_is_place, self.understood.runs)
        state = STATES[self.place.state].name if self.place and self.place.state else ""
        return tuple(run.text for run in runs if key(run.text) != key(state))

    @property
    def passed_over(self) -> str:
        """Return the place in the words if another is searched, as typed, or ""."""
        is_other = self.asked.get("where") and not self._says_where
        return self.understood.place if is_other and self.understood.is_place_marked else ""

    @cached_property
    def _says_where(self) -> bool:
        """Whether the place in the words is that of the search, or the state that it is in."""
        named, place = self._in_words.place, self.place
        if named is None or place is None:
            return False
        if named.kind in WIDE_KINDS:
            return named.state == place.state and named.kind == "state" or named == place
        return miles_between(named.point, place.point) <= SAME_PLACE_MILES

    @property
    def place_in_words(self) -> str:
        """Return the part of the words that names the place of the search, or ""."""
        is_here = self.place and not self.asked.get("where")
        return self.understood.place if is_here else ""

    @cached_property
    def name_words(self) -> NameWords:
        """Return which of the words left narrow the search, and which aren't used."""
        if not self.runs or not self.is_valid or self.is_place_unknown:
            return NameWords()
        if not self.place and not self.services:
            words = " ".join(run.text for run in self.runs)
            is_name = any(run.is_quoted or is_telling(run.text) for run in self.runs)
            plain = plain_words(words)
            if not is_name and (len(plain) < 2 or not self.index.names.holding(plain).bits):
                return NameWords(not_used=tuple(run.text for run in self.runs))
            return NameWords(words, typed=" ".join(run.typed for run in self.runs))
        return name_words(self.index, self.without_names.possible, self.runs)

    @property
    def names(self) -> str:
        """Return the words of a name that the search looks for."""
        return self.name_words.narrowing

    @cached_property
    def ticked(self) -> list[Service]:
        """Return the services asked for by slug, those of an invalid search too."""
        values = self.form.cleaned_data
        return [service for name in SERVICE_PARAMETERS for service in values.get(name) or []]

    @cached_property
    def services(self) -> list[Service]:
        """Return the services asked for, by slug or in words, each once; [] if invalid."""
        if not self.is_valid:
            return []
        by_slug = self.taxonomy.by_slug
        slugs = [slug for phrase in self.understood.phrases for slug in phrase.services]
        return list(dict.fromkeys([*self.ticked, *(by_slug[slug] for slug in slugs)]))

    @cached_property
    def without_names(self) -> SearchResults:
        """Return the SearchResults for all that was asked but words of a name."""
        return SearchResults(
            self.index,
            SearchQuery(
                place=self.place,
                services=tuple(self.services),
                reach=int(self.asked.get("radius") or USUAL_REACH),
                box=self.asked.get("box"),
                by_name=self.asked.get("sort") == "name",
                include=self._include,
                takes_any=self.asked.get("match") == "any",
            ),
        )

    @property
    def _include(self) -> frozenset[str]:
        """Return what else is taken: for "my wife", who doesn't say whom it takes, as most do."""
        include = frozenset(self.asked.get("include") or ())
        if not any(is_for_a_woman(phrase.typed) for phrase in self.understood.phrases):
            return include
        return include | {self.taxonomy.by_slug[TAKES_WOMEN].group.slug}

    @property
    def query(self) -> SearchQuery:
        return self.results.query if self.results else self.without_names.query

    @cached_property
    def results(self) -> SearchResults | None:
        """Return the SearchResults of a search that can be answered, else None."""
        if not self.is_valid or self.is_place_unknown:
            return None
        if not self.names:
            return self.without_names
        return self.without_names.named(self.names, whole_words=self._asks_for_whole_words)

    @property
    def _asks_for_whole_words(self) -> bool:
        """Whether words of a name must stand as typed: beside anything else, and in quotes.

        Quotes around what no name has mean no more than the words.
        """
        if self.place or self.services:
            return True
        is_quoted = all(run.is_quoted for run in self.runs)
        return is_quoted and bool(self.index.names.holding(plain_words(self.names)).bits)

    @property
    def widened(self) -> str:
        """Return the sentence that says that the search went farther than asked, or ""."""
        return widened(self.results) if self.results else ""

    @property
    def message(self) -> str:
        """Return what the visitor should know about how the search was understood, or ""."""
        return " ".join(filter(None, [self.resolution.message, self.widened]))

    @property
    def page_number(self) -> int:
        return int(self.asked.get("page") or 1)


def _is_place(run: NameRun) -> bool:
    """Tell whether words left for a name are a further place: "or akron", "not los angeles"."""
    if run.is_quoted:
        return False
    typed = words(run.text)
    says_nothing = [is_ordinary(word) or (word.stem,) in NEGATIONS for word in typed]
    return any(
        all(says_nothing[:first]) and exactly([word.plain for word in typed[first:]])
        for first in range(len(typed))
    )
