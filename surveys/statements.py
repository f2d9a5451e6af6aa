"""The exact wording of each permission for each kind of reader, as rows that never change."""

import hashlib
from dataclasses import replace
from functools import lru_cache

from django.utils import timezone

from surveys.documents import document_of
from surveys.models import ConsentStatement
from surveys.question_types.consent import shown_as, statement_parts, whole_reader
from surveys.wording import Reader, text_of


def statements_of(document, *, by=None) -> list[ConsentStatement]:
    """Return a row for each permission as each reader can be shown it, each wording once.

    `by` is who publishes it, and so approves the wording from today. A wording that is stored
    already keeps who approved it first.
    """
    approved = {"approved_by": by, "effective_from": timezone.localdate()}
    shown = [
        statement_for(
            permission,
            document.reader(audience.key, band, language=language, format_name=format_name),
            **approved,
        )
        for audience in document.audiences
        for language in document.offered_languages
        for format_name in document.formats
        for permission in document.permissions_for(audience.key)
        for band in audience.bands
    ]
    return list({_identity(each): each for each in shown}.values())


def _identity(statement):
    return (
        statement.key,
        statement.audience,
        statement.age_band,
        statement.language,
        statement.format,
        statement.sha256,
    )


def statement_for(permission, reader: Reader, **approved) -> ConsentStatement:
    """Return the (unsaved) wording of one permission as this reader is shown it.

    Its language and format are those really shown, also where the reader chose others.
    """
    text = wording_of(permission, reader)
    shown = shown_as(permission, reader)
    return ConsentStatement(
        key=permission.key,
        audience=reader.audience,
        age_band=reader.age_band,
        language=shown.language,
        format=shown.format,
        version=permission.settings.get("statement_version", 1),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        **approved,
    )


def wording_of(permission, reader: Reader) -> str:
    """Return question, hint and both choices as one text: all that the person read."""
    whole = whole_reader(permission, reader)
    return "\n".join(text_of(part, whole) for part in statement_parts(permission) if part)


def statement_ids_of(version_id: str, reader: Reader) -> dict:
    """Return by permission the stored row of exactly the words this reader is shown."""
    # Nothing of one person may stay in memory with what is remembered.
    return _statement_ids(version_id, replace(reader, order=None, answers=None))


@lru_cache(maxsize=1024)
def _statement_ids(version_id, reader):
    """Remember the rows: none of these ever changes."""
    shown = [statement_for(each, reader) for each in document_of(version_id).permissions]
    wanted = {_identity(each): each.key for each in shown}
    rows = ConsentStatement.objects.filter(
        audience=reader.audience, sha256__in=[each.sha256 for each in shown]
    )
    found = {_identity(each): each.pk for each in rows.defer("text")}
    return {key: found[identity] for identity, key in wanted.items() if identity in found}
