"""About how long a page takes: reading its words, then answering.

    seconds = 60 x words / words a minute + pace x seconds to answer + 3 for each page turned

Our own figures, chosen on the slow side for people who read with effort; nobody has been timed.
An age band sets how fast it reads and its pace; a question type sets how long an answer takes an
adult. docs/survey-document.md has the table.
"""

from collections.abc import Iterator

from surveys.question_types import question_type
from surveys.wording import Reader, text_of


# Aloud by a grown-up for the youngest; in silence, and with care, for the others.
WORDS_A_MINUTE = {"u8": 60, "8_11": 100, "12_15": 150, "16_17": 180, "adult": 220}
# How much longer than an adult somebody takes to decide and to write.
PACE = {"u8": 2.0, "8_11": 1.5, "12_15": 1.2, "16_17": 1.0, "adult": 1.0}
PAGE_SECONDS = 3.0
# Saying who answers, and looking over the answers before they are sent.
AROUND_SECONDS = 25.0


def seconds_of_page(questions, reader: Reader) -> float:
    """Return about how many seconds one page takes this reader."""
    words = sum(len(text.split()) for q in questions for text in _texts_of(q, reader))
    answering = sum(question_type(q.type).seconds_to_answer(q) for q in questions)
    reading = 60 * words / WORDS_A_MINUTE[reader.age_band]
    return PAGE_SECONDS + reading + PACE[reader.age_band] * answering


def _texts_of(question, reader) -> Iterator[str]:
    kind = question_type(question.type)
    settings = question.settings
    wordings = [question.label, question.hint, *(settings.get(name) for name in kind.wordings)]
    wordings += [option["label"] for option in kind.options_of(dict(settings))]
    return (text_of(wording, reader) for wording in wordings)
