"""Tables of counts for the operator, without small numbers or anything to infer them from.

A number below LEAST is None here. Sums are those of the numbers shown ("at least"), and a row
with no number to show is left out. So a table stays the same whatever the hidden numbers are.
"""

from dataclasses import dataclass

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from counters.models import DailyCount, Kind
from counters.months import months_before
from counters.naming import names

LEAST = 10
MONTHS = 12


@dataclass(frozen=True)
class Row:
    """`numbers`: one for each column, None where it is below LEAST; `least`: their sum."""

    key: str
    name: str
    numbers: tuple
    least: int


def shown(number):
    return number if number >= LEAST else None


def rows(numbers, columns, namer=None):
    """Return the Rows of {key: {column: number}} that have a number to show, by sum and name."""
    shown_rows = []
    for key, by_column in numbers.items():
        cells = tuple(shown(by_column.get(column, 0)) for column in columns)
        if least := sum(cell or 0 for cell in cells):
            shown_rows.append((key, cells, least))
    called = namer([key for key, *_rest in shown_rows]) if namer else {}
    made = [Row(key, called.get(key, key), cells, least) for key, cells, least in shown_rows]
    return sorted(made, key=lambda row: (-row.least, row.name))


def last_months(today):
    """Return the first days of the last MONTHS months, the current one first."""
    return [months_before(today, number) for number in range(MONTHS)]


def by_month(kind, months):
    """Return the Rows of a Kind, with a number for each of these months."""
    counts = DailyCount.objects.filter(kind=kind, day__gte=min(months)).annotate(
        month=TruncMonth("day")
    )
    numbers = {}
    for key, month, number in counts.values_list("key", "month").annotate(Sum("number")).order_by():
        numbers.setdefault(key, {})[month] = number
    return rows(numbers, months, lambda keys: names(kind, keys))


def helpfulness(months):
    """Return the Rows of guides: how often each was helpful, and how often not."""
    kinds = [Kind.HELPFUL.value, Kind.NOT_HELPFUL.value]
    counts = DailyCount.objects.filter(kind__in=kinds, day__gte=min(months))
    numbers = {}
    for key, kind, number in counts.values_list("key", "kind").annotate(Sum("number")).order_by():
        numbers.setdefault(key, {})[kind] = number
    return rows(numbers, kinds, lambda keys: names(Kind.HELPFUL, keys))
