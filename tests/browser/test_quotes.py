"""One person picks a quote and another reads it, with scripts and without; no grave finding."""

import pytest
from django.urls import reverse

from insights.models import Codebook, Coding, Quote, Theme
from tests.browser.staff import bring_in, follow, press
from tests.browser.test_staff_axe import LONG, faults_of, faults_on
from tests.factories import give_permission, make_response, make_survey
from tests.quote_factories import answer_of, make_quote
from tests.review_factories import make_export


TEXT = "Ms Patel woz kind. She came every week. Then she went to Leeds."


@pytest.fixture
def survey(transactional_db, team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    return make_survey(organisation=team)


@pytest.fixture
def theme(survey):
    codebook = Codebook.objects.create(
        survey=survey, question=survey.questions.get(key="child_better")
    )
    return Theme.objects.create(codebook=codebook, name=LONG[:100])


def said(survey, theme, text=TEXT, **fields):
    response = make_response(
        survey, answers={"child_better": text}, permissions={"quote_anon": "granted"}, **fields
    )
    answer = answer_of(response)
    place = {"start": 0, "end": len(text), "source": "machine", "score": 1}
    Coding.objects.create(theme=theme, answer=answer, **place)
    return answer


def test_one_person_picks_and_another_approves(
    reviewer, survey, theme, staff_client, alice, live_server
):
    answer = said(survey, theme)
    reviewer.goto(reverse("theme_answers", args=[theme.pk]))
    follow(reviewer, "Quote this")
    reviewer.get_by_label("She came every week.").uncheck()
    reviewer.get_by_label("Strong").check()
    reviewer.locator('input[name="find0_act"][value="replace"]').check()
    press(reviewer, "Keep as a draft")
    assert "Say whether “Leeds”" in reviewer.locator(".govuk-error-summary").inner_text()
    reviewer.locator('input[name="find1_act"][value="keep"]').check()
    press(reviewer, "Show how it looks")
    printed = "[name] woz kind. … Then she went to Leeds."
    assert reviewer.locator(".quote-preview blockquote").inner_text() == printed
    press(reviewer, "Keep as a draft")
    assert not reviewer.get_by_role("button", name="Approve the quote").count()

    bring_in(reviewer, staff_client(alice), live_server.url)
    reviewer.reload()
    for box in reviewer.locator(".quote-reading input[type=checkbox]").all():
        box.check()
    press(reviewer, "Approve the quote")

    quote = Quote.objects.usable().get()
    assert (quote.answer_id, quote.second_reader) == (answer.pk, alice)
    follow(reviewer, "Quotes")
    assert reviewer.locator(".quote__words").inner_text() == printed


def test_words_are_marked_instead_of_copied(
    scripted, staff_client, ray, live_server, survey, theme
):
    bring_in(scripted, staff_client(ray), live_server.url)
    answer = said(survey, theme, "👍🏽 تستمع Kind staff came. They stayed.")
    scripted.goto(reverse("quote_pick", args=[answer.pk]))

    def mark(first, last):
        scripted.evaluate(
            """([first, last]) => {
              const words = document.querySelector('[data-answer]').firstChild
              const range = document.createRange()
              range.setStart(words, words.data.indexOf(first))
              range.setEnd(words, words.data.indexOf(last) + last.length)
              getSelection().removeAllRanges()
              getSelection().addRange(range)
            }""",
            [first, last],
        )

    press(scripted, "Take out the words I marked")
    assert "Mark some words" in scripted.get_by_role("status").last.inner_text()
    mark("👍🏽", "came.")
    press(scripted, "Quote only the words I marked")
    mark("Kind", "staff")
    press(scripted, "Take out the words I marked")
    scripted.locator("#id_own0_category").select_option("job")
    scripted.get_by_label("Typical").check()
    press(scripted, "Keep as a draft")

    quote = Quote.objects.get()
    assert (quote.start, quote.end) == (0, answer.text.index(" They"))
    assert scripted.locator(".quote__words").inner_text() == "👍🏽 تستمع [a job] came."


def test_pages_of_quotes_have_no_grave_fault(
    scripted, staff_client, ray, alice, live_server, survey, theme
):
    bring_in(scripted, staff_client(ray), live_server.url)
    question = theme.codebook.question
    found = faults_on(scripted, "question_quotes", question.pk)
    found += faults_on(scripted, "survey_quotes", survey.slug)
    gone, read, long = (said(survey, theme, text) for text in (TEXT + " a", TEXT, f"I {LONG}."))
    polish = said(survey, theme, "Pomogli nam.", language="pl")
    taken = make_quote(gone, picker=ray, reader=alice, theme=theme)
    mine = make_quote(long, picker=ray, theme=theme)
    hers = make_quote(read, picker=alice, theme=theme, kind="strong")
    make_quote(polish, picker=ray, reader=alice, translation="They helped us.")
    make_export(survey=survey, by=ray)
    give_permission(gone.response, "quote_anon", "withdrawn")
    found += faults_on(scripted, "question_quotes", question.pk)
    found += faults_on(scripted, "survey_quotes", survey.slug)
    found += faults_on(scripted, "theme_quotes", theme.pk)
    for quote in (taken, mine, hers):
        found += faults_on(scripted, "quote_detail", quote.pk)
    press(scripted, "Approve the quote")
    found += faults_of(scripted)
    found += faults_on(scripted, "quote_pick", read.pk)
    press(scripted, "Keep as a draft")
    found += faults_of(scripted)
    found += faults_on(scripted, "quote_pick", gone.pk)

    assert found == []
