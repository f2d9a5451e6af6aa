"""What a page of answers shows of each: who wrote it, its words with marks, what stands beside."""

from django.utils.translation import gettext as _

from insights.comparing.attributes import KNOWN, place_of
from insights.models import AnswerReading, Coding
from insights.reading.spans import MACHINE, PERSON, Mark, is_whole, pieces_of
from surveys.models import Answer, Purpose


State = Coding.State
# Of a response, for the attributes that are always known.
FIELDS = ("response_id", "response__language", *(f"response__{path}" for path in KNOWN.values()))


def described(rows: list[dict], attributes) -> dict:
    """Return {answer id: [{name, value}]} of what is known of who wrote each; one query."""
    given = _given(rows, attributes)
    return {
        row["pk"]: [
            {"name": each.name, "value": ", ".join(str(each.name_of(code)) for code in codes)}
            for each in attributes
            if (codes := _codes(row, each, given))
        ]
        for row in rows
    }


def alike(answers: list[dict]) -> list[dict]:
    """Take out of each answer's `known` what all of them share, and return it, to be said once.

    One answer alone keeps all of its own: there is nothing to tell it from.
    """
    shared = [
        each
        for each in (answers[0]["known"] if len(answers) > 1 else ())
        if all(each in other["known"] for other in answers)
    ]
    for answer in answers:
        answer["known"] = [each for each in answer["known"] if each not in shared]
    return shared


def _given(rows, attributes):
    """Return {(response, question): value} of the closed questions among the attributes."""
    asked = [question for each in attributes for question in each.questions]
    if not asked:
        return {}
    answers = Answer.objects.for_purpose(Purpose.COUNT).substantive()
    mine = answers.filter(question__in=asked, response__in=[row["response_id"] for row in rows])
    found = mine.values_list("response_id", "question_id", "value")
    return {(response, question): value for response, question, value in found}


def _codes(row, attribute, given):
    if attribute.key in KNOWN:
        return place_of(row[f"response__{KNOWN[attribute.key]}"])
    values = (given.get((row["response_id"], question)) for question in attribute.questions)
    return next((codes for value in values if (codes := place_of(value))), ())


def shown(row: dict, text: str, standing) -> dict:
    """Return one answer as its page shows it: pieces of text, tags of themes, notes, states."""
    tags = [_tag(number, each, text) for number, each in enumerate(standing.current, start=1)]
    marks = [
        Mark(tag["number"], tag["start"], tag["end"], tag["by"])
        for tag in tags
        if not tag["is_whole"]
    ]
    reading = standing.reading
    return {
        "id": row["pk"],
        "text": text,
        "pieces": pieces_of(text, marks),
        "tags": tags,
        "notes": standing.notes,
        "opinion": standing.opinion,
        "opinion_given": standing.given,
        "reading": reading,
        "outcome": _outcome(reading),
    }


def _outcome(reading):
    if reading is None:
        return _("Not decided yet")
    if reading.outcome == AnswerReading.Outcome.SORTED:
        return _("Decided by %(who)s") % {"who": reading.by}
    return _("%(outcome)s: %(who)s") % {
        "outcome": reading.get_outcome_display(),
        "who": reading.by,
    }


def _tag(number, coding, text):
    by = PERSON if coding.source == Coding.Source.PERSON else MACHINE
    return {
        "coding": coding,
        "number": number,
        "name": coding.theme.name,
        "by": by,
        "said": _said(coding),
        "is_guess": coding.state == State.SUGGESTED and coding.sureness == Coding.Sureness.GUESS,
        "start": coding.start,
        "end": coding.end,
        "is_whole": is_whole(text, coding.start, coding.end),
    }


def _said(coding) -> str:
    """Return who says so: the machine's suggestion is never taken for a person's word."""
    if coding.state == State.CONFIRMED:
        return _("confirmed by %(who)s") % {"who": coding.by}
    if coding.source == Coding.Source.PERSON:
        return _("suggested by %(who)s") % {"who": coding.by}
    if coding.sureness:
        return _("suggested by the machine, %(sureness)s") % {
            "sureness": coding.get_sureness_display()
        }
    return _("suggested by the machine")
