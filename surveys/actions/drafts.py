"""Writes, removes and sweeps the encrypted rows of half-filled surveys."""

from django.db import connection, transaction

from surveys.models import Draft


# Run at every step, like the read in surveys/models/draft.py, and written out for the same reason.
# ON CONFLICT, so that no failing statement is ever logged.
SAVE = (
    "INSERT INTO surveys_draft (token_hash, version_id, ciphertext, expires_at) "
    "VALUES (%s, %s, %s, %s) ON CONFLICT (token_hash) "
    "DO UPDATE SET ciphertext = EXCLUDED.ciphertext, expires_at = EXCLUDED.expires_at"
)


@transaction.atomic(durable=True)
def save_draft(*, token_hash: str, version_id, ciphertext: bytes, expires_at) -> None:
    """Insert or replace one draft."""
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


@transaction.atomic
def delete_draft(*, token_hash: str) -> None:
    Draft.objects.filter(token_hash=token_hash).delete()


@transaction.atomic
def purge_expired() -> int:
    """Remove every draft idle for longer than promised; return how many there were."""
    removed, _ = Draft.objects.expired().delete()
    return removed
