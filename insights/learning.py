"""What the coder makes of people's decisions: figures and ids, and no word of anybody's."""

from dataclasses import dataclass

from insights import engine
from insights.engine import Document
from insights.models import AnswerReading, Coding, Learning


FIRST = 100  # answers chosen with care to teach most; the rest follow by doubt
SURE, UNSURE, GUESS = "sure", "unsure", "guess"


@dataclass(frozen=True)
class Learnt:
    """`order`: (answer, sureness), the most worth reading first. `suggested`: answer ->
    (theme, probability, level)."""

    order: list[tuple[str, float]]
    suggested: dict[str, list[tuple[str, float, str]]]
    metrics: dict


def learn(learning: Learning, documents: list[Document], *, cache) -> Learnt:
    """Return what a coder, fitted to all that people decided, suggests and wants read next."""
    themes = list(learning.codebook.themes.active().order_by("pk"))
    if not documents or not themes:
        return Learnt([], {}, _no_metrics(documents))
    codes = [engine.Code(str(each.pk), each.name, each.definition) for each in themes]
    known = {document.id for document in documents}
    codings = _codings(learning.codebook, [code.id for code in codes], known)
    coder, unreadable = _fitted(learning, codes, documents, codings, cache)
    suggested = {
        document.id: [(each.code, each.probability, each.level) for each in row]
        for document, row in zip(documents, coder.suggest(), strict=True)
    }
    read = _read_answers(learning.codebook)
    suggested = {answer: _kept(row, answer in read) for answer, row in suggested.items()}
    order = _order(coder, [each.id for each in documents if each.id not in read])
    figures = _metrics(coder, documents, suggested) | {"unreadable": unreadable}
    return Learnt(order, suggested, figures)


def _fitted(learning, codes, documents, codings, cache):
    name = encoder_of(learning, documents)
    # A coder's features are of whole answers; their vectors are kept with those of statements.
    encoder, here = engine.ENCODERS[name](), engine.BACKENDS["here"]()
    texts = [document.text.encode("utf-8", "replace").decode() for document in documents]
    found = engine.embed_once(cache, here, encoder, texts, lambda done, total: None)
    coder = engine.Coder(encoder=name).fit(codes, documents, codings, found.vectors)
    return coder, len(found.failed)


def encoder_of(job, documents) -> str:
    """Return the encoder that a job of a codebook asks for; "auto" is chosen by the languages."""
    wanted = job.settings["encoder"]
    if wanted != "auto":
        return wanted
    versions = job.codebook.survey.versions.order_by("-number")
    hint = versions.values_list("document__language", flat=True).first()
    return engine.choose_encoder([document.text for document in documents], hint).encoder


def _codings(codebook, codes, known) -> list:
    """Return what people said: a theme holds, or does not; where none fits, each does not."""
    rows = Coding.objects.filter(theme__in=codes, source=Coding.Source.PERSON)
    said: dict = {}
    for answer, theme, state in rows.values_list("answer_id", "theme_id", "state"):
        key = str(answer), str(theme)
        if state != Coding.State.SUGGESTED:  # confirmed in one passage holds for the answer
            said[key] = said.get(key, False) or state == Coding.State.CONFIRMED
    none = codebook.readings.exclude(outcome=AnswerReading.Outcome.SORTED)
    for answer in none.values_list("answer_id", flat=True):
        for code in codes:
            said.setdefault((str(answer), code), False)
    return [
        engine.Coding(answer, code, holds)
        for (answer, code), holds in sorted(said.items())
        if answer in known
    ]


def _read_answers(codebook) -> set[str]:
    """Return the answers about which a person has decided."""
    people = Coding.objects.filter(theme__codebook=codebook, source=Coding.Source.PERSON)
    rows = codebook.readings.values_list("answer_id", flat=True)
    return {str(pk) for pk in rows.union(people.values_list("answer_id", flat=True))}


def _kept(row, is_read) -> list:
    """Return what is worth suggesting: to who has read the answer, only what is sure."""
    return [each for each in row if each[2] == SURE or not is_read]


def _order(coder, left) -> list[tuple[str, float]]:
    chances = dict(zip(coder.places_, coder.chances_, strict=True))
    sureness = {each: float(abs(2 * chances[each] - 1).min()) for each in left}
    first = [each for each in coder.next_to_read(FIRST) if each in sureness]
    silent = {each for each in left if coder.silent_[coder.places_[each]]}
    rest = sorted(left, key=lambda each: (each in silent, sureness[each], each))
    order = dict.fromkeys([*first, *rest])
    return [(each, 1.0 if each in silent else round(sureness[each], 6)) for each in order]


def _no_metrics(documents) -> dict:
    return {
        "answers": len(documents),
        "coded": 0,
        "unreadable": 0,
        "encoder": "",
        "levels": {SURE: 0, UNSURE: 0, GUESS: 0},
        "overall": None,
        "themes": {},
        "curve": [],
    }


def _metrics(coder, documents, suggested) -> dict:
    levels = [level for row in suggested.values() for _theme, _chance, level in row]
    metrics = _no_metrics(documents) | {
        "coded": len(coder.coded_),
        "encoder": coder.encoder,
        "levels": {level: levels.count(level) for level in (SURE, UNSURE, GUESS)},
    }
    if len(coder.coded_) < 2:  # nothing can be held out
        return metrics
    held = coder.held_out()
    examples = dict(zip(coder.codes_, coder.examples_.tolist(), strict=True))
    return metrics | {
        "overall": _figures(held.answers),
        "themes": {
            code: {"f1": _figures(each), "examples": int(examples[code])}
            for code, each in held.codes.items()
        },
        "curve": [[count, _figures(each)] for count, each in held.curve],
    }


def _figures(measure) -> list[float]:
    return [round(float(each), 4) for each in (measure.value, measure.low, measure.high)]
