"""How far the analysis of a question is, in sentences: for the notes of workbooks and the report.

What is published tells no number of answers, since those by themselves could be small.
"""

from django.utils.translation import gettext as _

from insights.exports.facts import ShelfSeen, SigningFacts


# Below so many answers no share of them is told to everybody.
FEWEST = 30
NOTHING = "–"  # noqa: RUF001 - a dash, for nothing to say


def signing_words(facts: SigningFacts, *, is_public: bool) -> str:
    """Return what a reader has to know of how a question was read and signed off."""
    sentences = [_("“%(question)s”:") % {"question": facts.question}, _signed_words(facts)]
    seen = [one for one in facts.shelves if one.answers]
    opened = [_opened_words(one, is_public=is_public) for one in seen if one.openings]
    closed = [one.name for one in seen if not one.openings]
    if opened:
        sentences.append(
            _("Opened beside the themes: %(shelves)s.") % {"shelves": "; ".join(opened)}
        )
    if closed:
        sentences.append(_("Not opened yet: %(shelves)s.") % {"shelves": ", ".join(closed)})
    if facts.opinions:
        sentences.append(_("Second opinions are still waited for."))
    sentences.append(_public_coverage(facts) if is_public else _exact_coverage(facts))
    return " ".join(sentences)


def reading_words(facts: SigningFacts) -> list[str]:
    """Return how far the answers to a question are read and signed off, without its shelves."""
    if not facts.answers:
        return []
    words = [_public_coverage(facts)]
    if not facts.signed_on:
        words.append(_("The reading of this question is not signed off yet."))
    elif not facts.holds:
        words.append(_("Something was decided since the reading was signed off."))
    return words


def signing_headings() -> list[dict]:
    """Return the headings of `signing_cells`, after the question's own."""
    words = [
        _("Question"),
        _("Signed off"),
        _("Read by a person"),
        _("Read blind, in a sample"),
        _("Opened beside the themes"),
        _("Not opened yet"),
    ]
    return [{"text": each} for each in words]


def signing_cells(facts: SigningFacts, *, written=str) -> list[str]:
    """Return the same as a row of a table that anybody may read; `written` writes a day."""
    seen = [one for one in facts.shelves if one.answers]
    opened = [_opened_words(one, is_public=True) for one in seen if one.openings]
    closed = [one.name for one in seen if not one.openings]
    return [
        _signed_cell(facts, written),
        *_coverage_cells(facts),
        "; ".join(opened) or NOTHING,
        # All the names again in each row would hide what is opened.
        _("All") if len(closed) > 1 and not opened else "; ".join(closed) or NOTHING,
    ]


def _signed_cell(facts, written) -> str:
    signed = f"{facts.role}, {written(facts.signed_on)}" if facts.signed_on else _("Not yet")
    if facts.signed_on and not facts.holds:
        signed = _("%(signed)s; something was decided since") % {"signed": signed}
    if facts.opinions:
        signed = _("%(signed)s; second opinions are waited for") % {"signed": signed}
    return signed


def _coverage_cells(facts) -> tuple[str, str]:
    if not facts.answers:
        return NOTHING, NOTHING
    if facts.answers < FEWEST:
        words = _("Not all of them") if facts.neither else _("All, or in the sample")
        return words, NOTHING
    # Cut down, so that "100%" is never said of nearly all.
    read, sampled = (f"{100 * each // facts.answers}%" for each in (facts.read, facts.sampled))
    return read, sampled


def _signed_words(facts) -> str:
    if not facts.signed_on:
        return _("not signed off yet.")
    told = {"role": facts.role, "day": facts.signed_on}
    if facts.holds:
        return _("signed off (%(role)s, %(day)s), nothing was decided since.") % told
    return _("signed off (%(role)s, %(day)s), but something was decided since.") % told


def _opened_words(shelf: ShelfSeen, *, is_public: bool) -> str:
    by = ", ".join(
        _("%(role)s, %(day)s, to the last page") % {"role": role, "day": day}
        if to_end
        else f"{role}, {day}"
        for role, day, to_end in shelf.openings
    )
    if is_public:
        return f"{shelf.name} ({by})"
    return _("%(shelf)s, answers: %(n)s (%(by)s)") % {
        "shelf": shelf.name,
        "n": shelf.answers,
        "by": by,
    }


def _exact_coverage(facts) -> str:
    return _(
        "Of %(answers)s answers a person read %(read)s; %(sampled)s more are in a sample that was "
        "read blind; nobody has read %(neither)s."
    ) % {
        "answers": facts.answers,
        "read": facts.read,
        "sampled": facts.sampled,
        "neither": facts.neither,
    }


def _public_coverage(facts) -> str:
    if not facts.neither:
        return _("Every answer was read by a person or is in a sample that was read blind.")
    if facts.answers < FEWEST:
        return _("Not every answer was read by a person.")
    # Cut down, so that "100%" is never said of nearly all.
    read, sampled = (100 * each // facts.answers for each in (facts.read, facts.sampled))
    return _(
        "A person read %(read)s%% of the answers; %(sampled)s%% more are in a sample that was read "
        "blind; no person has read the others."
    ) % {"read": read, "sampled": sampled}
