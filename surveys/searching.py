"""Full-text search of answers, with what each database has for it.

SQLite: an FTS5 index that triggers keep. It holds no copy of a text, only which word is in which
answer; still, those are people's words. So a deleted answer leaves the index in the same statement,
and `forget_deleted_words` takes what is left of it out of the index's old pages.
PostgreSQL: an index on to_tsvector('simple', text): no language is taken for granted. It keeps
words that no answer has any more until it is made anew (surveys/old_pages.py).

Neither has the words of an answer that is held for safeguarding, until it is released.
Both find the beginnings of words, in any order; "words in quotation marks" stand together.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, Func


LONGEST, MOST = 200, 10  # characters, and words: more is no search
MANY = 2_000  # answers: words that so many have are common
BEGINNING = 3  # letters from which a word is looked for as the beginning of longer ones
TABLE = "surveys_answerwords"
PLACES = "surveys_answerwords_places"
TRIGGERS = ("insert", "update", "delete")

_QUOTED = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(frozen=True)
class Term:
    """A word, or words that stand together; `is_beginning`: longer words count too."""

    text: str
    is_beginning: bool = False


def terms_of(words: str) -> list[Term]:
    """Return what to look for; signs that are in no word are left out.

    >>> terms_of('wait* "kind nurse" at -- "')
    [Term(text='wait', is_beginning=True), Term(text='kind nurse', is_beginning=False), \
Term(text='at', is_beginning=False)]
    """
    plain = "".join(_plain(sign) for sign in unicodedata.normalize("NFC", words[:LONGEST]))
    found = [_term(*each.groups()) for each in _QUOTED.finditer(plain)]
    return [term for term in found if any(map(str.isalnum, term.text))][:MOST]


def _plain(sign: str) -> str:
    """Curly quotation marks are typed by phones; control signs no database takes."""
    if sign in "“”„«»":
        return '"'
    return " " if unicodedata.category(sign) in ("Cc", "Cs") else sign


def _term(quoted: str | None, word: str | None) -> Term:
    if word is None:
        return Term(" ".join((quoted or "").split()))
    bare = word.strip('*"')
    return Term(bare, len(bare) >= BEGINNING or word.endswith("*"))


class MatchesWords(Func):
    """Whether an answer has the words, by its id and its text; what the database is decides how.

    SQLite lists the answers that have rare words, and looks them up. Of words that many have it
    lists only the places in the index, which are numbers, and asks for each answer's own: making
    the longer list of answers would take most of a page's time.
    """

    output_field = BooleanField()

    def __init__(self, pk, text, words: str):
        super().__init__(pk, text)
        self.terms = terms_of(words)

    def as_sqlite(self, compiler, connection, **extra):
        pk, params = compiler.compile(self.source_expressions[0])
        query = BACKENDS["sqlite"].query_of(self.terms)
        if _are_common(query):
            sql = (
                f"(SELECT id FROM {PLACES} WHERE answer_id = {pk}) "  # nosec B608
                f"IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s)"
            )
        else:
            sql = (
                f"{pk} IN (SELECT place.answer_id FROM {TABLE} JOIN {PLACES} place "  # nosec B608
                f"ON place.id = {TABLE}.rowid WHERE {TABLE} MATCH %s)"
            )
        return sql, [*params, query]

    def as_postgresql(self, compiler, connection, **extra):
        text, params = compiler.compile(self.source_expressions[1])
        sql = f"to_tsvector('simple', {text}) @@ to_tsquery('simple', %s)"
        return sql, [*params, BACKENDS["postgresql"].query_of(self.terms)]


def _are_common(query: str) -> bool:
    """Tell whether many answers have the words; no more of them are counted than tell it."""
    counted = f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT %s)"  # nosec B608
    with connection.cursor() as cursor:
        cursor.execute(counted, [query, MANY])
        return cursor.fetchone()[0] == MANY


def _fts5_query(terms: Sequence[Term]) -> str:
    quoted = ((term.text.replace('"', '""'), term.is_beginning) for term in terms)
    return " AND ".join(f'"{text}"' + ("*" if begins else "") for text, begins in quoted)


def _tsquery(terms: Sequence[Term]) -> str:
    quoted = ((re.sub(r"(['\\])", r"\1\1", term.text), term.is_beginning) for term in terms)
    return " & ".join(f"'{text}'" + (":*" if begins else "") for text, begins in quoted)


# Every name put into these statements is a constant of this file: hence nosec.
# Without the marks that vowels are written with, Bengali words would fall to pieces.
_SQLITE_TABLES = (
    f"CREATE TABLE {PLACES} (id integer PRIMARY KEY, answer_id char(32) NOT NULL UNIQUE)",
    (
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, content='', "
        "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")"
    ),
)
_ENTER = (
    f"INSERT INTO {PLACES} (answer_id) SELECT NEW.id "  # nosec B608
    "WHERE NEW.text_hash <> '' AND NOT NEW.is_held; "
    f"INSERT INTO {TABLE} (rowid, words) "
    f"SELECT id, NEW.text FROM {PLACES} WHERE answer_id = NEW.id;"
)
_LEAVE = (
    f"INSERT INTO {TABLE} ({TABLE}, rowid, words) "  # nosec B608
    f"SELECT 'delete', id, OLD.text FROM {PLACES} WHERE answer_id = OLD.id; "
    f"DELETE FROM {PLACES} WHERE answer_id = OLD.id;"
)
_SQLITE_TRIGGERS = (
    f"CREATE TRIGGER {TABLE}_insert AFTER INSERT ON surveys_answer BEGIN {_ENTER} END",
    (
        f"CREATE TRIGGER {TABLE}_update AFTER UPDATE OF text, text_hash, is_held ON surveys_answer "
        "WHEN OLD.text <> NEW.text OR OLD.text_hash <> NEW.text_hash "
        "OR OLD.is_held <> NEW.is_held "
        f"BEGIN {_LEAVE} {_ENTER} END"
    ),
    f"CREATE TRIGGER {TABLE}_delete AFTER DELETE ON surveys_answer BEGIN {_LEAVE} END",
)
_SQLITE_FILL = (
    (
        f"INSERT INTO {PLACES} (answer_id) SELECT id FROM surveys_answer "  # nosec B608
        "WHERE text_hash <> '' AND NOT is_held"
    ),
    (
        f"INSERT INTO {TABLE} (rowid, words) SELECT place.id, answer.text FROM {PLACES} place "  # nosec B608
        "JOIN surveys_answer answer ON answer.id = place.answer_id ORDER BY place.id"
    ),
)


@dataclass(frozen=True)
class Backend:
    """What one kind of database needs: SQL that makes the index, and how a search is written.

    `triggers` are apart: SQLite loses them with a table that a migration makes anew.
    """

    query_of: Callable[[Sequence[Term]], str]
    make: tuple[str, ...]
    triggers: tuple[str, ...]
    drop: tuple[str, ...]
    forget: tuple[str, ...] = ()


BACKENDS = {
    "sqlite": Backend(
        _fts5_query,
        make=(*_SQLITE_TABLES, *_SQLITE_FILL),
        triggers=_SQLITE_TRIGGERS,
        drop=(
            *(f"DROP TRIGGER IF EXISTS {TABLE}_{act}" for act in TRIGGERS),
            f"DROP TABLE IF EXISTS {TABLE}",
            f"DROP TABLE IF EXISTS {PLACES}",
        ),
        # All of the index in one piece: nothing stays of what was deleted from it.
        forget=(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')",),  # nosec B608
    ),
    "postgresql": Backend(
        _tsquery,
        make=(
            (
                f"CREATE INDEX {TABLE} ON surveys_answer "
                "USING gin (to_tsvector('simple', text)) WHERE text_hash <> '' AND NOT is_held"
            ),
        ),
        triggers=(),
        drop=(f"DROP INDEX IF EXISTS {TABLE}",),
    ),
}


def forget_deleted_words() -> None:
    """Take what deleted answers left in the index's pages out of the file, at once."""
    with connection.cursor() as cursor:
        for statement in BACKENDS[connection.vendor].forget:
            cursor.execute(statement)
