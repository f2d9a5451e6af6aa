"""Writes, removes and sweeps the encrypted rows of half-filled surveys.

How far people come is counted with the same writes (docs/decisions/0020): what changes in the
counts comes as rows of audience, step, how many more came and how many more went on.
"""

from collections.abc import Iterable

from django.db import connection, transaction

from surveys.models import Draft, StepCount
from surveys.walked import Count


# Run at every step, like the read in surveys/models/draft.py, and written out for the same reason.
# ON CONFLICT, so that no failing statement is ever logged.
SAVE = (
    "INSERT INTO surveys_draft (token_hash, version_id, ciphertext, expires_at) "
    "VALUES (%s, %s, %s, %s) ON CONFLICT (token_hash) "
    "DO UPDATE SET ciphertext = EXCLUDED.ciphertext, expires_at = EXCLUDED.expires_at"
)
COUNT = (
    "INSERT INTO surveys_stepcount (version_id, audience, step, came, went_on) VALUES {rows} "
    "ON CONFLICT (version_id, audience, step) DO UPDATE SET "
    "came = surveys_stepcount.came + EXCLUDED.came, "
    "went_on = surveys_stepcount.went_on + EXCLUDED.went_on"
)


@transaction.atomic(durable=True)
def save_draft(
    *, token_hash: str, version_id, ciphertext: bytes, expires_at, counts: Iterable[Count] = ()
) -> None:
    """Insert or replace one draft, and count where its person has come to, in one commit."""
    row = {
        "token_hash": token_hash,
        "version": version_id,
        "ciphertext": ciphertext,
        "expires_at": expires_at,
    }
    field_of = Draft._meta.get_field
    values = [field_of(name).get_db_prep_save(value, connection) for name, value in row.items()]
    with connection.cursor() as cursor:
        cursor.execute(SAVE, values)
    _count_steps(version_id, counts)


def _count_steps(version_id, counts):
    """Add to the counts, in the database: no count is lost between two people.

    The rows come in one order from everybody, so that no two people wait for each other.
    """
    rows = list(counts)
    if not rows:
        return
    version = StepCount._meta.get_field("version").get_db_prep_save(version_id, connection)
    places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(rows))
    values = [value for row in rows for value in (version, *row)]
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(rows=places), values)


@transaction.atomic(durable=True)
def save_to_come_back(*, token_hash: str, ciphertext: bytes, expires_at, **by_words) -> bool:
    """Keep a draft for longer, to be found by words too; return False when it is gone already.

    `by_words` is `words_hash` and `wrapped_secret`.
    """
    rows = Draft.objects.filter(token_hash=token_hash)
    return bool(rows.update(ciphertext=ciphertext, expires_at=expires_at, **by_words))


@transaction.atomic
def delete_draft(*, token_hash: str) -> None:
    Draft.objects.filter(token_hash=token_hash).delete()


@transaction.atomic
def end_draft(*, token_hash: str, version_id, counts: Iterable[Count]) -> None:
    """Remove a draft that was sent, and count its last steps.

    Whoever deletes the row counts: a second press or a second tab finds nothing to delete.
    """
    removed, _ = Draft.objects.filter(token_hash=token_hash).delete()
    if removed:
        _count_steps(version_id, counts)


@transaction.atomic
def delete_draft_unless_saved(*, token_hash: str) -> None:
    """Remove a draft that nobody saved: the next person on a device must not meet it, and must
    not be able to end what the last one means to come back to."""
    Draft.objects.filter(token_hash=token_hash, words_hash=None).delete()


@transaction.atomic
def purge_expired() -> int:
    """Remove every draft idle for longer than promised; return how many there were."""
    removed, _ = Draft.objects.expired().delete()
    return removed
