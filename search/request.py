"""A query string, validated and understood: its parameters, words, and place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict

from facilities.models import Service
from facilities.taxonomy import Taxonomy
from places.resolution import Resolution, ResolvedPlace
from places.resolve import resolve
from search import index
from search.filters import SERVICE_PARAMETERS, SearchFilter, SearchForm, form_class
from search.index import Index
from search.language import Understood, understand
from search.messages import widened
from search.query import USUAL_REACH, SearchQuery
from search.results import SearchResults


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
        """Whether it names no place, no words and no service: people are asked for a place."""
        has_text = self.asked.get("where") or self.asked.get("q")
        return self.is_valid and not has_text and not self.ticked

    @cached_property
    def asked(self) -> Mapping[str, Any]:
        """Return the values of the parameters, {} when one of them is wrong."""
        return self.form.cleaned_data if self.is_valid else {}

    @cached_property
    def understood(self) -> Understood:
        """Return what the words of `q` were read as: services, a place, and words left."""
        text, names = self.asked.get("q") or "", self.index.names
        understood = understand(text, self.taxonomy, names.__contains__)
        if understood.phrases and understood.left and names.is_name(text):
            return Understood((), text)  # "Hope Rehab" is a facility's name
        return understood

    @cached_property
    def resolution(self) -> Resolution:
        """Return what was understood of the place, from its own box or from the words."""
        if where := self.asked.get("where"):
            return resolve(where)
        in_words = resolve(self.understood.place)
        return in_words if in_words.place else resolve("")

    @property
    def place(self) -> ResolvedPlace | None:
        return self.resolution.place

    @property
    def is_place_unknown(self) -> bool:
        return bool(self.asked.get("where")) and self.place is None

    @property
    def names(self) -> str:
        """Return the words left for a name, with those that were no place after all."""
        has_place = self.asked.get("where") or self.place
        parts = [self.understood.left, "" if has_place else self.understood.place]
        return " ".join(filter(None, parts))

    @property
    def place_in_words(self) -> str:
        """Return the part of the words that names the place of the search, or ""."""
        return self.understood.place if self.place else ""

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
    def query(self) -> SearchQuery:
        return SearchQuery(
            place=self.place,
            services=tuple(self.services),
            names=self.names,
            reach=int(self.asked.get("radius") or USUAL_REACH),
            by_name=self.asked.get("sort") == "name",
            include=frozenset(self.asked.get("include") or ()),
        )

    @cached_property
    def results(self) -> SearchResults | None:
        """Return the SearchResults of a search that can be answered, else None."""
        if not self.is_valid or self.is_place_unknown:
            return None
        return SearchResults(self.index, self.query)

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
