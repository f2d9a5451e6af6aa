"""Answers are read and decided about: by hand without scripts, by keys with them."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from insights.models import AnswerNote, AnswerReading, Coding, SecondOpinion, Theme
from surveys.models import Answer
from tests.browser.staff import bring_in, press
from tests.browser.test_staff_axe import faults_of
from tests.factories import make_response


SAID = "🙂 The nurse was kind to us. We waited eleven months for one letter."


@pytest.fixture(autouse=True)
def forget_counted_tries(transactional_db):
    cache.clear()


@pytest.fixture
def answer(answered_survey, themes):
    """Return an answer that comes first on its page; the machine suggests a theme for it."""
    response = make_response(
        answered_survey, answers={"child_better": SAID}, received_day="2026-01-01"
    )
    answer = Answer.objects.get(response=response)
    Coding.objects.create(theme=themes[0], answer=answer, start=0, end=5, source="machine")
    return answer


def test_passage_theme_note_and_wish_are_saved_at_once(reviewer, question, themes, answer):
    reviewer.goto(reverse("reading", args=[question.pk]))
    card = reviewer.locator(f"#answer-{answer.pk}")
    card.get_by_label("Take it out").check()
    card.get_by_role("checkbox", name=re.compile(re.escape(themes[1].name))).check()
    card.get_by_label("“We waited eleven months for one letter.”").check()
    card.get_by_label("Note for the team").fill("Which clinic?")
    card.get_by_label("Second opinion please").check()
    press(reviewer, "Save and next")

    assert "Saved." in reviewer.locator("main").inner_text()
    coding = Coding.objects.get(answer=answer, state="confirmed")
    assert (coding.theme, coding.source) == (themes[1], "person")
    assert SAID[coding.start : coding.end] == "We waited eleven months for one letter."
    assert AnswerNote.objects.get().text == "Which clinic?"
    assert SecondOpinion.objects.pending().count() == 1
    in_hand = reviewer.locator("article.answer--in-hand")
    assert in_hand.get_attribute("id") != f"answer-{answer.pk}"
    reviewer.goto(reverse("reading", args=[question.pk]) + "?words=eleven+mon&state=opinion")
    assert reviewer.locator("article").count() == 1


def test_keys_decide_and_words_that_are_marked_are_coded(
    scripted, staff_client, ray, live_server, question, themes, answer
):
    # Who comes next on a day is chance: whoever it is has a theme that can be confirmed.
    placed = Coding.objects.filter(theme__in=themes).values("answer")
    bare = question.answers.substantive().exclude(pk__in=placed)
    Coding.objects.bulk_create(
        Coding(theme=themes[0], answer=each, start=0, end=len(each.text), source="machine")
        for each in bare
    )
    bring_in(scripted, staff_client(ray), live_server.url)
    scripted.goto(reverse("reading", args=[question.pk]))
    found = faults_of(scripted)
    scripted.locator(".answer--in-hand .answer__words").evaluate(SELECT)
    key = 1 + sorted(each.name for each in Theme.objects.active()).index(themes[1].name)
    scripted.keyboard.press(str(key))
    for letter in "nc":
        with scripted.expect_navigation():
            scripted.keyboard.press(letter)

    coding = Coding.objects.get(answer=answer, source="person")
    assert SAID[coding.start : coding.end] == "nurse was kind"
    assert AnswerReading.objects.count() == 2
    press(scripted, "Cover long answers")
    found += faults_of(scripted)
    for name in ("new_answers", "signing"):
        scripted.goto(reverse(name, args=[question.pk]))
        found += faults_of(scripted)
    assert found == []


def test_keys_take_out_pass_over_and_lead_to_lines(
    scripted, staff_client, ray, live_server, question, themes, answer
):
    for theme in themes:
        Coding.objects.filter(theme=theme, answer=answer).delete()
        Coding.objects.create(theme=theme, answer=answer, start=0, end=9, source="machine")
    bring_in(scripted, staff_client(ray), live_server.url)
    scripted.goto(reverse("reading", args=[question.pk]) + f"?at={answer.pk}")
    in_hand = scripted.locator("[data-in-hand]")
    first = in_hand.get_attribute("id")
    with scripted.expect_navigation():
        scripted.keyboard.press("j")
    assert in_hand.get_attribute("id") != first
    assert not AnswerReading.objects.exists()
    with scripted.expect_navigation():
        scripted.keyboard.press("k")
    assert in_hand.get_attribute("id") == first

    scripted.keyboard.press("x")
    scripted.keyboard.press("x")
    assert in_hand.get_by_label("Take it out").nth(1).is_checked()
    scripted.keyboard.press("t")
    scripted.keyboard.type("Own")
    scripted.keyboard.press("Escape")
    with scripted.expect_navigation():
        scripted.keyboard.press("n")
    states = Coding.objects.filter(answer=answer).values_list("theme__name", "state")
    assert dict(states) == {**{each.name: "rejected" for each in themes}, "Own": "confirmed"}
    scripted.keyboard.press("0")
    assert in_hand.get_by_label("No theme fits").is_checked()
    scripted.get_by_role("button", name="Keys").click()
    assert "Leave it and go on" in scripted.get_by_role("dialog").inner_text()


# Marks "nurse was kind", after an emoji and the number of another mark, as a mouse would.
SELECT = """words => {
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT)
  let node = walker.nextNode()
  while (!node.data.includes('nurse was kind')) node = walker.nextNode()
  const start = node.data.indexOf('nurse was kind')
  const range = document.createRange()
  range.setStart(node, start)
  range.setEnd(node, start + 'nurse was kind'.length)
  document.getSelection().removeAllRanges()
  document.getSelection().addRange(range)
}"""
