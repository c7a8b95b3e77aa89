"""Services of some groups have fields of their own in HSDS: languages, money, whom it is for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from facilities.taxonomy import Taxonomy

PAYMENT = ("payment", "payment-help")
# ISO 639-1, or 639-3 where that has none. No code stands for several languages.
LANGUAGE_CODES = {
    "spanish": "es",
    "sign-language": "ase",
    "chinese": "zh",
    "vietnamese": "vi",
    "arabic": "ar",
    "russian": "ru",
    "portuguese": "pt",
    "korean": "ko",
    "tagalog": "tl",
    "french": "fr",
    "polish": "pl",
    "hindi": "hi",
    "farsi": "fa",
    "japanese": "ja",
    "hmong": "hmn",
    "hebrew": "he",
    "italian": "it",
    "german": "de",
    "greek": "el",
    "ojibwa": "oj",
}


@dataclass(frozen=True)
class Groups:
    """Which group each service is of, and its name: {slug: text}."""

    group: dict[str, str]
    name: dict[str, str]

    def named(self, offered: Iterable[str], *groups: str) -> list[tuple[str, str]]:
        """Return (slug, name) of the services among `offered` that are of some groups."""
        return [(slug, self.name[slug]) for slug in offered if self.group[slug] in groups]

    def ways_to_pay(self, offered: Iterable[str]) -> list[tuple[str, str]]:
        return self.named(offered, *PAYMENT)

    def languages(self, offered: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Yield (slug, name, ISO code or "")."""
        for slug, name in self.named(offered, "languages"):
            yield slug, name, LANGUAGE_CODES.get(slug, "")

    def fees(self, offered: Iterable[str]) -> str:
        return _sentence("Ways to pay, and help with the cost", self.ways_to_pay(offered))

    def accreditations(self, offered: Iterable[str]) -> str:
        return "; ".join(name for _slug, name in self.named(offered, "accreditation"))

    def eligibility(self, offered: Iterable[str]) -> str:
        """Return who alone is served, and the ages and sexes that are named."""
        offered = list(offered)
        only = _sentence("Serves", self.named(offered, "serves-only"))
        named = _sentence("Names as whom it takes", self.named(offered, "ages", "sex"))
        return f"{only} {named}".strip()


@lru_cache(maxsize=2)
def groups_of(taxonomy: Taxonomy) -> Groups:
    """Return the Groups of a Taxonomy, in its own words; made once for each."""
    services = taxonomy.original.services.values()
    return Groups(
        {each.slug: each.group.slug for each in services},
        {each.slug: each.name for each in services},
    )


def _sentence(start: str, named: list[tuple[str, str]]) -> str:
    return f"{start}: {'; '.join(name for _slug, name in named)}." if named else ""
