"""What can be said of the places of a result from their words alone, before anything is stored.

Made outside the transaction that publishes a run: reading 100,000 places takes seconds, and while
that transaction is open nobody else can send or withdraw an answer.
"""

from dataclasses import dataclass

from insights.engine import Document, Result
from insights.engine.describing import describing_place
from insights.engine.stance import is_story, stance_of


DESCRIBED_FROM = 200  # of a theme's most central places: more are read for no other clause


@dataclass(frozen=True)
class Told:
    """`said`: a place's words -> stance and whether it is a story; `clauses`: theme -> place.

    A clause is (document, start of the member, start and end of the clause in the document).
    """

    said: dict[str, tuple[str, bool]]
    clauses: dict[str, tuple[str, int, int, int]]


def told_of(documents: list[Document], result: Result) -> Told:
    """Return what each place of the themes says, and which clause describes each theme."""
    texts = {document.id: document.text for document in documents}
    told = Told({}, {})
    for theme in result.themes:
        for place in theme.members:
            words = texts[place.document][place.start : place.end]
            if words not in told.said:
                told.said[words] = (stance_of(words).value, is_story(words))
        central = theme.members[:DESCRIBED_FROM]
        clause = describing_place(
            [(one.document, texts[one.document][one.start : one.end], one.score) for one in central]
        )
        if clause:
            place = central[clause.statement]
            start = place.start + clause.start
            end = place.start + clause.end
            told.clauses[theme.id] = (place.document, place.start, start, end)
    return told
