"""The exact wording of each permission for each kind of reader, as rows that never change."""

import hashlib

from surveys.models import ConsentStatement
from surveys.wording import Reader, text_of


def statements_of(document) -> list[ConsentStatement]:
    """Return a row for each permission, audience, age band and language of a document."""
    return [
        statement_for(permission, reader)
        for audience in document.audiences
        for language in document.languages
        for permission in document.permissions_for(audience.key)
        for band in audience.bands
        for reader in [Reader(audience.key, band, language, "standard")]
    ]


def statement_for(permission, reader: Reader) -> ConsentStatement:
    """Return the (unsaved) wording of one permission as this reader is shown it."""
    text = wording_of(permission, reader)
    return ConsentStatement(
        key=permission.key,
        audience=reader.audience,
        age_band=reader.age_band,
        language=reader.language,
        format=reader.format,
        version=permission.settings.get("statement_version", 1),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def wording_of(permission, reader: Reader) -> str:
    """Return question, hint and both choices as one text: all that the person read."""
    settings = permission.settings
    parts = [permission.label, permission.hint, settings.get("yes"), settings.get("no")]
    return "\n".join(text_of(part, reader) for part in parts if part)
