"""Queries that are asked all the time, whose SQL Django writes once.

To write the SQL of a small query takes Django several times as long as a database takes to answer.
"""

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connections, router
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


class Compiled(Generic[Row]):
    """A query with one value left open: `ask(value)` makes its queryset.

    It is called once for each database, with `example`: a value of the right type that the query
    has nowhere else. What else is in it stays as it was then: no day, and nothing that changes.
    """

    def __init__(self, ask: Callable[[Any], QuerySet[Row, Any]], example: Any) -> None:
        self.ask, self.example = ask, example
        self.model = ask(example).model
        self._written: dict[str, _Written] = {}

    def rows(self, value: Any) -> list[Row]:
        """Return the rows for a value, as objects without those they refer to."""
        alias = router.db_for_read(self.model)
        written, connection = self._of(alias), connections[alias]
        made = []
        for row in self._fetched(written, value, alias):
            values = list(row)
            for position, converters, column in written.converters:
                for convert in converters:
                    values[position] = convert(values[position], column, connection)
            made.append(self.model.from_db(alias, written.fields, values))
        return made

    def values(self, value: Any) -> list[tuple[Any, ...]]:
        """Return the rows for a value as the database has them: for whole numbers and text."""
        alias = router.db_for_read(self.model)
        return self._fetched(self._of(alias), value, alias)

    def _fetched(self, written: "_Written", value: Any, alias: str) -> list[tuple[Any, ...]]:
        parameters = [value if each == self.example else each for each in written.parameters]
        with connections[alias].cursor() as cursor:
            cursor.execute(written.sql, parameters)
            return cursor.fetchall()

    def _of(self, alias: str) -> "_Written":
        if alias not in self._written:
            self._written[alias] = _write(self.ask(self.example), self.example, alias)
        return self._written[alias]


class _Written(NamedTuple):
    """What Django makes of a query: its SQL, the fields it reads, and how it reads their values."""

    sql: str
    parameters: tuple[Any, ...]
    fields: list[str]
    converters: list[tuple[int, list[Callable[..., Any]], Any]]


def _write(queryset: QuerySet[Any, Any], example: Any, alias: str) -> _Written:
    compiler = queryset.query.get_compiler(alias)
    sql, parameters = compiler.as_sql()
    if list(parameters).count(example) != 1:
        raise ValueError(f"the query asks for {example!r} not exactly once")
    columns = [column for column, _sql, _name in compiler.select]
    converters = [
        (position, converters, column)
        for position, (converters, column) in compiler.get_converters(columns).items()
    ]
    fields = [column.target.attname for column in columns]
    return _Written(sql, tuple(parameters), fields, converters)
