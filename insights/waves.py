"""Sorting new answers into people's themes: what the engine finds, before anything is written."""

from dataclasses import dataclass, replace

from insights import engine
from insights.engine import Document, Result
from insights.learning import encoder_of
from insights.models import Coding, ShelvedAnswer, SortedAnswer, SuggestionMember, Theme, Wave
from insights.places import readable_answers
from insights.telling import Told, told_of


HANDFUL = 5
EXAMPLES = 60  # of a theme: more say little more of it


@dataclass(frozen=True)
class Sorting:
    """`assignment` is the engine's; `result` what was found in what fits no theme, if anything."""

    documents: list[Document]
    assignment: object
    misfits: list[tuple[str, str, str]]  # theme, answer, nearer theme
    result: Result
    told: Told
    encoder: str


def sort_new(wave: Wave, *, cache_of) -> Sorting | None:
    """Return where the answers that are new since the run went, or None when there are none.

    `cache_of(documents)` returns the vectors that may be kept.
    """
    documents = new_documents(wave)
    themes = list(wave.codebook.themes.active().order_by("pk"))
    if not documents or not themes:
        return None
    name = encoder_of(wave, documents)
    examples = {theme.pk: _examples(theme) for theme in themes}
    assigner = engine.ThemeAssigner(encoder=name).fit(
        [
            engine.PeopleTheme(
                str(theme.pk), theme.name, theme.definition, tuple(examples[theme.pk])
            )
            for theme in themes
        ]
    )
    assignment = assigner.assign(documents, _refused(wave.codebook))
    rest = assignment.remainder(documents)
    found = _found_in(rest, engine.ThemeFinder(encoder=name, cache=cache_of(documents)))
    misfits = [
        (theme, answer, nearer)
        for theme, text, nearer in assigner.misfits()
        for answer in examples_in(examples, theme, text)
    ]
    return Sorting(documents, assignment, misfits, found, told_of(documents, found), name)


def _found_in(rest, finder) -> Result:
    """Return the themes of what fits none; a handful is no theme, and waits ungrouped."""
    if len(rest) >= HANDFUL:
        return finder.find(rest)
    return replace(finder.find([]), ungrouped=tuple(document.id for document in rest))


def new_documents(wave: Wave) -> list[Document]:
    """Return the answers that neither a search nor an earlier wave has read, nor a person coded."""
    book = wave.codebook
    known: set = set()
    for rows in (
        SuggestionMember.objects.filter(suggestion__run__in=book.runs.whole()),
        ShelvedAnswer.objects.filter(run__in=book.runs.whole()),
        SortedAnswer.objects.filter(wave__in=book.waves.whole()),
        Coding.objects.filter(theme__codebook=book, source=Coding.Source.PERSON),
    ):
        known.update(rows.order_by().values_list("answer_id", flat=True).distinct().iterator())
    answers = readable_answers(book).substantive().order_by("pk").values_list("pk", "text")
    return [Document(str(pk), text) for pk, text in answers.iterator() if pk not in known]


def _examples(theme: Theme) -> dict[str, list[str]]:
    """Return {words: answers} of the places that say what a theme is: people's first."""
    rows = theme.codings.current().filter(answer__in=readable_answers(theme.codebook))
    rows = rows.confirmed() if rows.confirmed().exists() else rows
    places = list(rows.order_by("-score", "pk").values_list("answer_id", "start", "end")[:EXAMPLES])
    answers = readable_answers(theme.codebook).filter(pk__in={place[0] for place in places})
    texts = dict(answers.values_list("pk", "text"))
    found: dict[str, list[str]] = {}
    for answer, start, end in places:
        if answer in texts and texts[answer][start:end].strip():
            found.setdefault(texts[answer][start:end], []).append(str(answer))
    return found


def examples_in(examples, theme: str, text: str) -> list[str]:
    """Return the answers whose words an example of a theme is."""
    return next((said.get(text, []) for pk, said in examples.items() if str(pk) == theme), [])


def _refused(codebook) -> dict[str, set[str]]:
    rows = Coding.objects.filter(theme__codebook=codebook, state=Coding.State.REJECTED)
    refused: dict[str, set[str]] = {}
    for answer, theme in rows.values_list("answer_id", "theme_id"):
        refused.setdefault(str(answer), set()).add(str(theme))
    return refused
