"""Compiled: questions to the database that are put into SQL once, not each time.

Making the SQL of a query costs several times what PostgreSQL needs to find a few rows
by a key, and so does planning it. What every save or every page asks is therefore made
once in each process, and planned once in each connection.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, wraps
from inspect import signature
from itertools import count
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from django.db import connection, models
from django.db.models import QuerySet, Value
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from psycopg2.extensions import AsIs

Given = ParamSpec("Given")
Row = TypeVar("Row")

_numbers = count(1)
_prepared: WeakKeyDictionary[object, set[str]] = WeakKeyDictionary()
"""By connections: the names of the statements that PostgreSQL knows there."""


def compiled(ask: Callable[Given, QuerySet[Any, Row]]) -> Callable[Given, list[Row]]:
    """Make a query into a function that asks it, and returns its rows.

    The query is made with something else in the place of each value; so its SQL must
    not depend on them, nor on the hour. Values are given in order, not by name. They go
    to PostgreSQL as they are: a list is an array, and to None nothing is equal. Rows
    are objects, as of any query, or tuples if it asks for a list of values.
    """

    @cache
    def statement() -> _Statement:
        make: Callable[..., QuerySet[Any, Row]] = ask
        places = range(1, len(signature(ask).parameters) + 1)
        return _Statement(make(*(Value(AsIs(f"${place}")) for place in places)))

    @wraps(ask)
    def answer(*values: Given.args, **_: Given.kwargs) -> list[Row]:
        rows: list[Row] = statement().ask(values)
        return rows

    return answer


class Prepared:
    """A query in SQL, with ``$1`` and so on for values, planned once by PostgreSQL."""

    def __init__(self, sql: str) -> None:
        self._sql = sql
        self._name = f"compiled_{next(_numbers)}"

    def ask(self, *values: Any) -> list[Any]:
        """Return its rows, for values in their order. One query."""
        with connection.cursor() as cursor:
            known = _prepared.setdefault(connection.connection, set())
            if self._name not in known:
                self._prepare()
                known.add(self._name)
            places = ", ".join(["%s"] * len(values))
            given = f"({places})" if places else ""
            cursor.execute(f"EXECUTE {self._name}{given}", values)
            rows: list[Any] = cursor.fetchall()
            return rows

    def _prepare(self) -> None:
        # It is no question of a page, and not counted as one.
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute(f"PREPARE {self._name} AS {self._sql}")


class _Statement:
    """A query of Django's as a prepared one, and what its rows become."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        compiler = queryset.query.get_compiler(connection.alias)
        sql, parameters = compiler.as_sql()
        with connection.cursor() as cursor:
            self._prepared = Prepared(cursor.mogrify(sql, parameters).decode())
        # Django's, of how a queryset gives its rows; its type says nothing of it.
        is_of_models = queryset._iterable_class is ModelIterable
        self._made: Callable[[list[Any]], Iterable[Any]] = (
            _Instances(compiler) if is_of_models else iter
        )

    def ask(self, values: Sequence[Any]) -> list[Any]:
        return list(self._made(self._prepared.ask(*values)))


class _Instances:
    """Makes rows into instances of a model, as Django's ``ModelIterable`` does."""

    def __init__(self, compiler: SQLCompiler) -> None:
        about: Any = compiler.klass_info
        select: Any = compiler.select
        own = about["select_fields"]
        # The stubs are of a Django that is to come.
        populators: Any = get_related_populators
        self._compiler: Any = compiler
        self._model = about["model"]
        self._own = slice(own[0], own[-1] + 1)
        self._names = [column.target.attname for column, *_ in select[self._own]]
        self._related = populators(about, select, connection.alias)
        self._annotations = list((compiler.annotation_col_map or {}).items())
        self._converters = self._compiler.get_converters([one[0] for one in select])

    def __call__(self, rows: list[Any]) -> Iterable[models.Model]:
        converted: Iterable[Any] = rows
        if self._converters:
            converted = self._compiler.apply_converters(rows, self._converters)
        for row in converted:
            made = self._model.from_db(connection.alias, self._names, row[self._own])
            for related in self._related:
                related.populate(row, made)
            for name, place in self._annotations:
                setattr(made, name, row[place])
            yield made


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
