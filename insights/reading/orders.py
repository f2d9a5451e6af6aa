"""In which order answers are read, and pages of them by key.

A page is found by the key of the answer before it, never by counting the rows that come first: the
thousandth page costs what the first does, and answers that come in meanwhile move nothing.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BooleanField,
    DateField,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
)
from django.db.models.functions import Coalesce, Length
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from insights.models import Codebook


class RowAfter(Func):
    """(place, tie) compared as a row: both databases then start at the key in the index."""

    output_field = BooleanField()

    def __init__(self, *expressions, sign: str):
        super().__init__(*expressions)
        self.sign = sign

    def as_sql(self, compiler, connection, **extra):
        parts = [compiler.compile(each) for each in self.source_expressions]
        place, tie, place_now, tie_now = (sql for sql, _params in parts)
        params = [value for _sql, values in parts for value in values]
        return f"({place}, {tie}) {self.sign} ({place_now}, {tie_now})", params


@dataclass(frozen=True)
class Order:
    """One order. `place` is what it goes by, `tie` the column that parts what has one place.

    `within` narrows the answers of a codebook so that the database can follow an index; it is told
    whether they are few, which are sorted more quickly without one.
    """

    name: str
    label: Promise
    place: Callable
    tie: str
    is_descending: bool
    field: type
    parse: Callable
    within: Callable[..., QuerySet] = lambda answers, codebook, are_few: answers
    needs_learning: bool = False

    @property
    def is_by_person(self) -> bool:
        """Tell whether it goes by who wrote the answers, whom their own index then holds."""
        return self.tie.startswith("person__")


def _by_day(answers, codebook, are_few):
    return answers if are_few else answers.filter(person__survey=codebook.survey_id)


def _learnt(answers, codebook, are_few):
    """Leave what the newest finished learning put in order, without what was read since."""
    newest = codebook.learnings.whole().order_by("-finished_at").values("pk")[:1]
    read = codebook.readings.filter(answer=OuterRef("pk"))
    # Told by no index of the learning, SQLite begins with the few, and not with all in order.
    learning = "reading_places__learning"
    learnt = answers.alias(put_by=Coalesce(learning, learning) if are_few else F(learning))
    return learnt.filter(put_by=Subquery(newest)).exclude(Exists(read))


ORDERS = {
    order.name: order
    for order in (
        Order(
            "worth",
            _("Worth reading next"),
            lambda: F("reading_places__rank"),
            "reading_places__answer",
            False,
            IntegerField,
            int,
            _learnt,
            needs_learning=True,
        ),
        Order(
            "received",
            _("As they came in"),
            lambda: F("person__received_day"),
            "person__id",
            False,
            DateField,
            date.fromisoformat,
            _by_day,
        ),
        Order(
            "unsure",
            _("Least sure first"),
            lambda: F("reading_places__sureness"),
            "reading_places__answer",
            False,
            FloatField,
            float,
            _learnt,
            needs_learning=True,
        ),
        Order("longest", _("Longest first"), lambda: Length("text"), "pk", True, IntegerField, int),
    )
}


def orders_for(codebook: Codebook) -> list[Order]:
    """Return the orders there are, the first being the one that is shown unasked."""
    has_learnt = codebook.learnings.whole().exists()
    return [each for each in ORDERS.values() if has_learnt or not each.needs_learning]


@dataclass(frozen=True)
class Page:
    """Rows of one page, and the cursors of those beside it; "" where there is none."""

    rows: list
    before: str = ""
    after: str = ""


def page_of(
    answers: QuerySet,
    order: Order,
    *,
    codebook,
    size: int,
    after="",
    before="",
    fields=(),
    are_few=False,
) -> Page:
    """Return the page after, or else before, a cursor; a cursor that is none gives the first.

    `answers` come from insights.reading.filters; `are_few` is what it says of them.
    """
    key = _key_of(order, before or after)
    backwards = bool(before and key)
    descending = order.is_descending != backwards
    rows = order.within(answers, codebook, are_few)
    rows = rows.annotate(place=order.place(), tie=F(order.tie))
    if key:
        rows = rows.filter(_beyond(order, key, "<" if descending else ">"))
    sign = "-" if descending else ""
    # The columns themselves, not their names here: so the database knows its index again.
    place = order.place()
    rows = rows.order_by(place.desc() if descending else place.asc(), f"{sign}{order.tie}")
    found = list(rows.values("pk", "place", "tie", *fields)[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page([])
    return Page(
        found,
        before=cursor_of(found[0]) if (has_more if backwards else key) else "",
        after=cursor_of(found[-1]) if (has_more or backwards) else "",
    )


def cursor_of(row) -> str:
    """Return the place of a row in an order, as an address holds it."""
    return f"{row['place']}~{row['tie']}"


def _key_of(order, cursor):
    place, _tilde, tie = cursor.partition("~")
    try:
        return order.parse(place), uuid.UUID(tie)
    except ValueError:
        return None


def _beyond(order, key, sign):
    place, tie = key
    return RowAfter(
        order.place(),
        F(order.tie),
        Value(place, order.field()),
        Value(tie, UUIDField()),
        sign=sign,
    )
