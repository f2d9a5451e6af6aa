"""The sheets of quotes, for the team and to publish: approved, allowed, and as they are printed.

What a sheet holds is noted in the manifest, and from there in the ledger of where quotes are used.
"""

from django.utils.translation import gettext as _

from insights.disclosure import NOT_APPLICABLE, NOT_AVAILABLE
from insights.exports.facts import Manifest, QuoteFacts, Source
from insights.exports.notes import published_table
from insights.exports.table import Column, Table, small_table
from insights.quoting.reading import Shown


def facts_of(shown: Shown) -> QuoteFacts:
    """Return what a file says of a quote."""
    theme = shown.quote.theme
    return QuoteFacts(
        id=str(shown.quote.pk),
        question_key=shown.question_key,
        theme_id=str(theme.pk) if theme else "",
        theme=theme.name if theme else "",
        words=shown.words,
        attribution=shown.attribution,
        audience=shown.audience,
        kind=shown.quote.get_kind_display(),
        answered_in=shown.answered_in,
        translation=shown.quote.translation,
        taken_out="; ".join(shown.labels),
    )


def quotes_table(source: Source, manifest: Manifest) -> Table | None:
    """Words that people let us show, as their permission stood when the file was made."""
    if not source.has_permissions:
        return None
    columns = [
        Column(_("Question"), 18),
        Column(_("Theme id"), 38),
        Column(_("Theme"), 40),
        Column(_("Words"), 100),
        Column(_("Who said it"), 40),
        Column(_("What it shows"), 28),
        Column(_("Answered in"), 14),
        Column(_("Translated by a person"), 60),
        Column(_("Taken out"), 30),
        Column(_("Quote id"), 38),
    ]
    quotes = list(source.quotes())
    manifest.quotes = [quote.id for quote in quotes]
    rows = [
        (
            quote.question_key,
            quote.theme_id,
            quote.theme,
            quote.words,
            quote.attribution,
            quote.kind,
            quote.answered_in,
            quote.translation,
            quote.taken_out,
            quote.id,
        )
        for quote in quotes
    ]
    explanation = _(
        "Only words of people whose permission to show them stood when this file was made, read "
        "by two people. Permission can be taken back: make a new file before you publish."
    )
    return small_table(_("Quotes"), _("Quotes"), explanation, columns, rows)


def published_quotes_table(source, manifest: Manifest) -> Table | None:
    """Words that people let us show, beside no figure that is hidden; no cell is empty."""
    quotes = source.quotes()
    if not quotes:
        return None
    manifest.quotes = [quote.id for quote, _who in quotes]
    words = {one.key: one.label for one in source.questions()}
    columns = [
        Column(_("Question"), 18),
        Column(_("Question in words"), 60),
        Column(_("Theme"), 40),
        Column(_("Words"), 100),
        Column(_("Who said it"), 40),
        Column(_("Answered in"), 14),
        Column(_("Translated by a person"), 60),
    ]
    rows = [
        (
            quote.question_key,
            words.get(quote.question_key, NOT_AVAILABLE),
            quote.theme or NOT_APPLICABLE,
            quote.words,
            who or NOT_AVAILABLE,
            quote.answered_in or NOT_APPLICABLE,
            quote.translation or NOT_APPLICABLE,
        )
        for quote, who in quotes
    ]
    explanation = _(
        "One row for each quote. Who said it stands beside a quote only where the figure of their "
        "audience does. Square brackets stand for what could tell who somebody is; “…” for words "
        "that were left out."
    )
    return published_table(_("Quotes"), _("Quotes"), explanation, columns, rows)
