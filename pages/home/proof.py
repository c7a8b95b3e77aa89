"""What the first page can show for itself: how many places, from whom, of which years."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from pages.browse import summaries
from pages.context import current_editions


@dataclass(frozen=True)
class Proof:
    """How many places are listed in `states`, StateSummaries, and which editions list them."""

    states: list[summaries.StateSummary]

    @property
    def count(self):
        return sum(state.count for state in self.states)

    @cached_property
    def editions(self):
        """Return the official Editions in use; those of the operator's own if there are no others.

        What an operator adds to a national directory isn't where its places come from.
        """
        editions = current_editions()
        own = {"curated", "list"}
        return [edition for edition in editions if edition.kind not in own] or editions

    @property
    def publishers(self):
        """Return who publishes the editions, each once, in their order."""
        return list(dict.fromkeys(edition.publisher for edition in self.editions))

    @property
    def years(self):
        """Return "2023" or "2022–2024" of the editions."""
        years = sorted({edition.year for edition in self.editions})
        return "–".join(map(str, dict.fromkeys([years[0], years[-1]]))) if years else ""
