"""Compiled: questions to the database that are put into SQL once, not each time.

Making the SQL of a query costs several times what PostgreSQL needs to find a few rows
by a key. What every save or every page asks is therefore made once in each process.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from django.db import connection, models
from django.db.models import QuerySet, Value

Given = ParamSpec("Given")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class _Slot:
    """What stands in a statement for one of the values given later."""

    place: int


def compiled(ask: Callable[Given, QuerySet[Any, Row]]) -> Callable[Given, list[Row]]:
    """Make a query of values into a function that asks it, and returns its rows.

    The query is made with something else in the place of each value; so its SQL must
    not depend on them, nor on the hour. Values are given in order, not by name. They go
    to PostgreSQL as they are: a list is an array, and to None nothing is equal.
    """

    make: Callable[..., QuerySet[Any, Row]] = ask

    @cache
    def statement() -> tuple[str, tuple[object, ...]]:
        slots = [Value(_Slot(place)) for place in range(len(signature(ask).parameters))]
        return make(*slots).query.sql_with_params()

    @wraps(ask)
    def answer(*values: Given.args, **_: Given.kwargs) -> list[Row]:
        sql, parameters = statement()
        filled: list[Any] = [
            values[one.place] if isinstance(one, _Slot) else one for one in parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            rows: list[Row] = cursor.fetchall()
            return rows

    return answer


@models.Field.register_lookup
class OneOf(models.Lookup):
    """``column__one_of``: rows in which it is one of the values of an array."""

    lookup_name = "one_of"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, before = self.process_lhs(compiler, connection)
        array, after = self.process_rhs(compiler, connection)
        return f"{column} = ANY({array})", (*before, *after)

    def get_prep_lookup(self) -> Any:
        """Leave the array as it is: it is no value of the column."""
        return self.rhs
