"""What a step shows: heading, progress in words, the answers to check, support lines."""

from django.urls import reverse
from django.utils.translation import gettext as _

from safeguarding.limits import limits_for, limits_of
from safeguarding.support import ADULT, group_of, lines_for, lines_for_any
from surveys.adult_pages import adult_context
from surveys.choosing import picker_context
from surveys.question_types import question_type
from surveys.steps import AGE, CONTACT, PAGE, PERMISSION, WHO
from surveys.wording import text_of


# The pickers stand above the form, and send it by its name.
FORM_ID = "answers"


def reader_context(document, reader) -> dict:
    """Return what every page of a survey needs: names in the reader's words, and support lines."""
    voice = document.audience(reader.audience).voice if reader.audience else ""
    return {
        "format": reader.format,
        "survey_title": text_of(document.title, reader),
        "exit": exit_of(document, reader),
        "organisation": text_of(document.organisation, reader),
        "contact": document.contact,
        "audience": reader.audience,
        "age_band": reader.age_band,
        "voice": voice,
        "support_lines": support_of(document, reader),
        "another_way_url": reverse("survey_another_way", kwargs={"slug": document.slug}),
    }


def support_of(document, reader) -> tuple:
    """Return who can help this reader, or anybody that the survey is for."""
    if not reader.audience:
        return lines_for_any(_kinds_of_reader(document), nation=document.nation)
    voice = document.audience(reader.audience).voice
    return lines_for(reader.age_band, voice=voice, nation=document.nation)


def exit_of(document, reader) -> dict:
    """Return whether the way out is shown, and whether in the quiet style.

    Red can put off a child who is in no danger: the quiet button does exactly the same.
    """
    everybody = [(reader.age_band, "")] if reader.audience else _kinds_of_reader(document)
    return {
        "is_off": not document.exit_button,
        "is_calm": all(group_of(band) != ADULT for band, _voice in everybody),
    }


def _kinds_of_reader(document):
    return [(band, each.voice) for each in document.audiences for band in each.bands]


def start_limits(document) -> list:
    """Return the limits of confidentiality in the words of everybody a survey is for."""
    return limits_of({group_of(band) for band, _voice in _kinds_of_reader(document)})


def _limits_of_step(wizard, step):
    """Return the same in the reader's own words, on the first page that they write on."""
    for name, questions in wizard.route.items():
        if any(question_type(question.type).is_open for question in questions):
            return limits_for(group_of(wizard.reader.age_band)) if name == step else None
    return None


def step_context(wizard) -> dict:
    """Return what one question page shows."""
    step = wizard.steps.current
    heading = ""
    if step.startswith(PAGE):
        page = wizard.document.pages[int(step.removeprefix(PAGE)) - 1]
        # Every page has a heading to land on, also where its author gave it none.
        heading = text_of(page.title, wizard.reader) or text_of(
            wizard.document.title, wizard.reader
        )
    steps = list(wizard.route)
    return {
        **reader_context(wizard.document, wizard.reader),
        **picker_context(wizard.document, wizard.reader),
        "form_id": FORM_ID,
        "heading": heading,
        # A page of one question is headed by the question itself.
        "question_is_heading": len(wizard.questions_of(step)) <= 1,
        "progress": _progress(wizard, steps.index(step) + 1, len(steps)),
        "back_url": _step_before(wizard, step, steps),
        "limits": _limits_of_step(wizard, step),
        "lets_come_back": wizard.lets_come_back,
        **adult_context(wizard),
    }


def _progress(wizard, number, steps):
    is_known = wizard.reader.audience and (AGE not in wizard.route or "age" in wizard.extra)
    if not is_known:  # how many there are depends on who is answering
        return _("Step %(step)d") % {"step": number}
    return _("Step %(step)d of about %(steps)d") % {"step": number, "steps": steps}


def _step_before(wizard, step, steps):
    place = steps.index(step)
    if place == 0:
        return reverse("survey_start", kwargs={"slug": wizard.kwargs["slug"]})
    return wizard.get_step_url(steps[place - 1])


def check_rows(wizard) -> list[dict]:
    """Return question, answer in words and change link for everything on the person's route."""
    rows = []
    for step, questions in wizard.route.items():
        if step in (WHO, AGE):
            rows.append(_reader_row(wizard, step))
        rows += [
            _row(wizard, step, text_of(question.label, wizard.reader), _words(wizard, question))
            for question in questions
            if question_type(question.type).has_answer
        ]
        if step == CONTACT:
            email = wizard.extra.get("contact") or _("Not provided")
            rows.append(_row(wizard, step, _("Your e-mail address"), email))
    return rows


def _reader_row(wizard, step):
    audience = wizard.document.audience(wizard.reader.audience)
    if step == WHO:
        return _row(wizard, step, _("Who is answering"), text_of(audience.label, wizard.reader))
    age = next(each for each in audience.ages if each.code == wizard.extra["age"])
    return _row(wizard, step, _("How old are you?"), text_of(age.label, wizard.reader))


def _words(wizard, question):
    value = wizard.values.get(question.key)
    kind = question_type(question.type)
    if value is None or kind.is_blank(value):
        return _("Not provided")
    return kind.text_of(question, value, wizard.reader)


def _row(wizard, step, key, value):
    return {
        "key": key,
        "value": value,
        "change_url": wizard.get_step_url(step),
        "change_hidden": key,
        "is_permission": step.startswith(PERMISSION),
    }
