"""The vectors of answers: kept while their words may be read, and forgotten with them.

No numerical library is loaded here: a web process forgets, and never embeds.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from insights import engine
from insights.chunks import few_at_a_time
from insights.engine import Document
from insights.engine.statements import statements_of
from insights.engine.vector_file import VectorFile
from surveys.models import Answer, Purpose, Survey
from surveys.sealing import key_for


PART = 20_000  # vectors: a second or so, for which withdrawals wait


def forget_words(texts: Iterable[str]) -> None:
    """Forget the vectors of these answers, whole and in parts. Raises OSError when it cannot be.

    Somebody else's answer in the very same words is embedded again at the next run.
    """
    parts = _parts_of(texts)
    VectorFile(settings.VECTOR_DIR, _key()).forget(sorted(parts))


class RunVectors:
    """The vectors that one run reads and adds to, for the engine's `cache`.

    Only parts of answers that may be read at that moment are added, and the survey's row is held
    meanwhile. So a withdrawal comes either before, and its words are not added, or after, and
    forgets them; there is no time between, not even for a run that is killed.
    """

    def __init__(self, *, survey_id, documents: Iterable[Document]):
        self._survey_id = survey_id
        self._texts = {document.id: document.text for document in documents}
        self._store = engine.VectorStore(settings.VECTOR_DIR, _key())

    def get(self, encoder, version, texts):
        return self._store.get(encoder, version, texts)

    def put(self, encoder, version, texts, vectors):
        # What cannot be found again from an answer's words could not be forgotten: the engine's
        # other pieces, of edited letters, are embedded each time.
        parts = _parts_of(self._texts.values())
        for start in range(0, len(texts), PART):
            with transaction.atomic():
                Survey.objects.select_for_update(no_key=True).get(pk=self._survey_id)
                kept = parts - self._parts_gone()
                places = [
                    n for n in range(start, min(start + PART, len(texts))) if texts[n] in kept
                ]
                self._store.put(encoder, version, [texts[n] for n in places], vectors[places])

    def _parts_gone(self):
        gone = self._texts.keys() - still_there(self._texts).keys()
        return _parts_of(self._texts[key] for key in gone)


def still_there(texts: dict[str, str]) -> dict[str, str]:
    """Return the texts, by answer, that may still be used: someone may have taken theirs out."""
    kept = {}
    for keys in few_at_a_time(texts):
        allowed = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(pk__in=keys)
        kept |= {str(pk): texts[str(pk)] for pk in allowed.values_list("pk", flat=True)}
    return kept


def _parts_of(texts: Iterable[str]) -> set[str]:
    return {
        words
        for text in texts
        for words in (
            text,
            *(text[each.start : each.end] for each in statements_of(text, document=0)),
        )
    }


def _key() -> bytes:
    """Return the key of the vectors: of this installation, and of no other use."""
    return key_for("vectors", settings.PEPPER.encode())
