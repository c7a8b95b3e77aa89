"""Which codes a facility of the demonstration has, and how often (fixtures/demo/codes.csv)."""

from dataclasses import dataclass

from demo.tables import table
from facilities.taxonomy.fixture import read_rows

KEY_COLUMNS = "category_code category_name service_code service_name service_description".split()


@dataclass(frozen=True, slots=True)
class Rule:
    """When a facility has a code: with all of `needs` and none of `unless`, in `states`.

    Then in `percent` of cases, or in `otherwise` if it has none of `given`.
    """

    code: str
    needs: frozenset[str]
    unless: frozenset[str]
    states: frozenset[str]
    given: frozenset[str]
    percent: float
    otherwise: float

    def chance(self, codes, state):
        """Return the percentage among facilities that have `codes` so far."""
        if self.states and state not in self.states:
            return 0
        if not self.needs <= codes or self.unless & codes:
            return 0
        return self.percent if not self.given or self.given & codes else self.otherwise


def code_key():
    """Return the rows of the key: the codes of the substance use questionnaire."""
    services = {row["code"]: row for _line, row in read_rows("services.csv", ["code", "category"])}
    asked = {rule.code: services[rule.code] for rule in rules()}
    return [
        [category, name, code, service["source_label"], service["explanation"]]
        for category, name in _categories().items()
        for code, service in asked.items()
        if service["category"] == category
    ]


def rules():
    """Return the Rules, each after those it builds on."""
    return [
        Rule(
            row["code"],
            *(frozenset(row[column].split()) for column in ("needs", "unless", "states", "given")),
            percent=float(row["percent"]),
            otherwise=float(row["otherwise"] or 0),
        )
        for row in table("codes.csv")
    ]


def _categories():
    return {row["code"]: row["name"] for row in table("categories.csv")}
