"""Conditions on answers by a list of their keys, as one value however long the list is."""

import json
from collections.abc import Collection

from django.db.models import BooleanField, Func


# So many answers are looked up and sorted about as fast as their people are listed and walked to.
FEW_TO_LOOK_UP = 400


class IsAmong(Func):
    """Whether an answer has one of the keys: those are looked up."""

    output_field = BooleanField()

    def __init__(self, pk, keys: Collection[str]):
        super().__init__(pk)
        self.keys = list(keys)

    def as_sqlite(self, compiler, connection, **extra):
        pk, params = compiler.compile(self.source_expressions[0])
        sql = f"{pk} IN (SELECT value FROM json_each(%s))"  # nosec B608  names of this file alone
        return sql, [*params, json.dumps(self.keys)]

    def as_postgresql(self, compiler, connection, **extra):
        pk, params = compiler.compile(self.source_expressions[0])
        return f"{pk} = ANY(%s::uuid[])", [*params, self.keys]


class GaveOneOf(Func):
    """Whether a person gave one of the answers with the keys: each person is asked in turn.

    The plus sign and IS TRUE keep the databases from looking up all of the people, to sort them.
    """

    output_field = BooleanField()

    def __init__(self, person, question, keys: Collection[str]):
        super().__init__(person, question)
        self.keys = list(keys)

    def as_sqlite(self, compiler, connection, **extra):
        person, question = map(compiler.compile, self.source_expressions)
        people = (
            "SELECT response_id FROM surveys_answer "  # nosec B608
            f"WHERE id IN (SELECT value FROM json_each(%s)) AND +question_id = {question[0]}"
        )
        return f"+{person[0]} IN ({people})", [*person[1], json.dumps(self.keys), *question[1]]

    def as_postgresql(self, compiler, connection, **extra):
        person, question = map(compiler.compile, self.source_expressions)
        people = (
            "SELECT response_id FROM surveys_answer "  # nosec B608
            f"WHERE id = ANY(%s::uuid[]) AND question_id = {question[0]}"
        )
        return f"({person[0]} IN ({people})) IS TRUE", [*person[1], self.keys, *question[1]]


class ArePeople(Func):
    """Whether about so many people or more have answered anything: told without counting them."""

    output_field = BooleanField()

    def __init__(self, count: int):
        super().__init__()
        self.count = count

    def as_sqlite(self, compiler, connection, **extra):
        return "(SELECT max(rowid) FROM surveys_response) >= %s", [self.count]

    def as_postgresql(self, compiler, connection, **extra):
        about = (
            "SELECT greatest(reltuples, 1) FROM pg_class WHERE oid = 'surveys_response'::regclass"
        )
        return f"({about}) >= %s", [self.count]
