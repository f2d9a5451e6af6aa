"""Writes, removes and sweeps the encrypted rows of half-filled surveys."""

from django.db import transaction

from surveys.models import Draft


@transaction.atomic(durable=True)
def save_draft(*, token_hash: str, version_id, ciphertext: bytes, expires_at) -> None:
    """Insert or replace one draft. ON CONFLICT, so that no failing statement is ever logged."""
    Draft.objects.bulk_create(
        [
            Draft(
                token_hash=token_hash,
                version_id=version_id,
                ciphertext=ciphertext,
                expires_at=expires_at,
            )
        ],
        update_conflicts=True,
        unique_fields=["token_hash"],
        update_fields=["ciphertext", "expires_at"],
    )


@transaction.atomic
def delete_draft(*, token_hash: str) -> None:
    Draft.objects.filter(token_hash=token_hash).delete()


@transaction.atomic
def purge_expired() -> int:
    """Remove every draft idle for longer than promised; return how many there were."""
    removed, _ = Draft.objects.expired().delete()
    return removed
