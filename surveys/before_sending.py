"""Before sending: what in the answers could tell who somebody is, and what the person says to it.

Each find is shown in its sentence. The person changes the answer, has the find taken out, or keeps
it; nothing is blocked. What was kept is remembered in the draft, which nobody but they can read.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from surveys import personal_details as details
from surveys.question_types import question_type
from surveys.wording import text_of


KEEP, TAKE_OUT = "keep", "take_out"
FIELD = "detail"
# What a find may be, said to the person, and the word that stands in its place when taken out.
WORDS = {
    details.NAME: (_("This may be a name"), _("[name]")),
    details.PHONE: (_("This may be a phone number"), _("[phone number]")),
    details.EMAIL: (_("This may be an e-mail address"), _("[e-mail address]")),
    details.POSTCODE: (_("This may be a postcode"), _("[postcode]")),
    details.SCHOOL: (_("This may be the name of a school"), _("[school]")),
    details.ADDRESS: (_("This may be an address"), _("[address]")),
    details.HANDLE: (_("This may be a name used online"), _("[name online]")),
    details.NHS: (_("This may be an NHS number"), _("[number]")),
    details.NINO: (_("This may be a National Insurance number"), _("[number]")),
    details.BIRTH: (_("This may be a date of birth"), _("[date of birth]")),
}
AROUND = 60


@dataclass(frozen=True)
class Doubt:
    """One find as the check page shows it: the words before it, it, the words after it."""

    question: str
    before: str
    words: str
    after: str
    what: str
    place: str
    change_url: str


def doubts_of(wizard) -> list[Doubt]:
    """Return every find that its writer has not yet spoken on, in the order of the survey."""
    return [
        _doubt(wizard, step, question, text, find)
        for step, question, text in _open_answers(wizard)
        for find in _unsettled(wizard, question.key, text)
    ]


def settle(wizard, posted: str) -> bool:
    """Do what a button of the check page says ("keep:story:3-8"); False when it fits no more."""
    act, _colon, place = posted.partition(":")
    for step, question, text in _open_answers(wizard):
        for find in _unsettled(wizard, question.key, text):
            if act in (KEEP, TAKE_OUT) and _place_of(question, find) == place:
                if act == KEEP:
                    kept = wizard.extra.setdefault("kept", {}).setdefault(question.key, [])
                    kept.append(text[find.start : find.end].casefold())
                else:
                    word = str(WORDS[find.kind][1])
                    changed = text[: find.start] + word + text[find.end :]
                    wizard.replace_text(step, question.key, changed)
                return True
    return False


def _open_answers(wizard):
    for step, questions in wizard.route.items():
        for question in questions:
            text = wizard.values.get(question.key)
            if question_type(question.type).is_open and isinstance(text, str):
                yield step, question, text


def _unsettled(wizard, key, text):
    """Keeping a name once keeps it wherever it stands in the same answer."""
    kept = wizard.extra.get("kept", {}).get(key, ())
    return [
        find
        for find in details.personal_details_in(text)
        if text[find.start : find.end].casefold() not in kept
    ]


def _doubt(wizard, step, question, text, find):
    return Doubt(
        question=text_of(question.label, wizard.reader),
        before=_end_of(text[: find.start]),
        words=text[find.start : find.end],
        after=_beginning_of(text[find.end :]),
        what=WORDS[find.kind][0],
        place=_place_of(question, find),
        change_url=f"{wizard.get_step_url(step)}#id_{step}-{question.key}",
    )


def _place_of(question, find):
    return f"{question.key}:{find.start}-{find.end}"


def _end_of(text):
    return text if len(text) <= AROUND else "…" + text[-AROUND:].partition(" ")[2]


def _beginning_of(text):
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + "…"
