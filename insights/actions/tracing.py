"""Traces a copy of answers back to the file it was made from, and records that it was done."""

from collections import Counter
from pathlib import Path

from django.db import transaction

from insights.exports.pseudonyms import ExportKey
from insights.exports.whose import Match, match_of, rows_of, words_in
from insights.exports.writers import WRITERS
from insights.models import Export
from people.actions.audit import record_event
from surveys.models import Answer, Purpose, Response


def trace_copy(*, path: Path, by=None) -> list[tuple[Export, Match]]:
    """Return the exports that a copy was made from, the surest first.

    The answers are read to be compared, and shown to nobody.
    """
    words = words_in(rows_of(path))
    exports = Export.objects.ready().select_related("survey", "requested_by").defer("members")
    with_rows = [export for export in exports if WRITERS[export.kind].has_people]
    found = []
    known: dict = {}
    for export in with_rows:
        if export.survey_id not in known:
            known[export.survey_id] = _people_and_texts(export.survey_id, words)
        people, texts = known[export.survey_id]
        key = ExportKey(str(export.pk))
        places = {text: key.place(answer) for text, answer in texts.items()}
        match = match_of(words, (key.person(person) for person in people), places)
        if match.is_it:
            found.append((export, match))
    found.sort(key=lambda pair: (-pair[1].names, -pair[1].in_order))
    _record(found, by)
    return found


def _people_and_texts(survey_id, words):
    """Return who may be in a copy, and the answers in it whose text only one person wrote."""
    people = Response.objects.for_purpose(Purpose.ANALYSIS).filter(survey_id=survey_id)
    answers = Answer.objects.for_purpose(Purpose.ANALYSIS).open_text().substantive()
    rows = answers.filter(response__survey_id=survey_id).values_list("pk", "text")
    texts = [(pk, text.strip()) for pk, text in rows.iterator(chunk_size=2000)]
    copies = Counter(text for _pk, text in texts)
    return (
        list(people.values_list("pk", flat=True)),
        {text: pk for pk, text in texts if copies[text] == 1 and text in words},
    )


@transaction.atomic
def _record(found, by):
    for export, match in found:
        detail = {"names": match.names, "in_order": match.in_order, "pairs": match.pairs}
        record_event(event="export traced", target=export, detail=detail, by=by)
