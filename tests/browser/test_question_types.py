"""Every kind of question can be answered by its labels, with scripts and without."""

import pytest

from surveys.intake import clean_text, length_of
from surveys.models import Answer
from tests.browser.walking import fill_page, go_to_check, send, start


def continue_on(page):
    page.get_by_role("button", name="Continue").click()


def walk_to(page, words):
    while not page.get_by_text(words, exact=True).count():
        fill_page(page)
        continue_on(page)


def test_every_kind_can_be_answered_by_its_labels(visitor, many_kinds):
    start(visitor, many_kinds, who="I work with families")
    walk_to(visitor, "Where would you go?")
    visitor.get_by_label("School").check()
    heard = visitor.get_by_role("group", name="How well are you heard?")
    heard.get_by_label("10 Completely", exact=True).check()
    visitor.get_by_label("1st choice").select_option("Trust")
    visitor.get_by_label("2nd choice").select_option("Play")
    visitor.get_by_label("Month").fill("sept")
    visitor.get_by_label("Year").fill("2024")
    continue_on(visitor)
    police = visitor.get_by_role("group", name="Police", exact=True)
    police.get_by_label("Often").check()
    continue_on(visitor)
    visitor.get_by_label("Miss this part out").check()
    continue_on(visitor)
    go_to_check(visitor)
    send(visitor)

    texts = dict(Answer.objects.values_list("question__key", "text"))
    assert {key: texts.get(key) for key in ("place", "heard", "wishes", "began", "teams")} == {
        "place": "School",
        "heard": "10 out of 10: Completely",
        "wishes": "1. Trust; 2. Play",
        "began": "September 2024",
        "teams": "Police: Often",
    }
    assert texts["pause"] == "Miss this part out"
    assert "hard" not in texts


def test_error_leads_to_the_input_that_has_to_be_mended(visitor, many_kinds):
    start(visitor, many_kinds, who="I am a child")
    walk_to(visitor, "Where would you go?")
    visitor.get_by_label("1st choice").select_option("Time")
    visitor.get_by_label("2nd choice").select_option("Time")
    continue_on(visitor)

    visitor.get_by_role("link", name="You chose “Time” more than once").click()

    second = visitor.get_by_label("2nd choice")
    assert visitor.url.endswith("#" + second.get_attribute("id")) or second.evaluate(
        "one => one === document.activeElement"
    )


@pytest.mark.parametrize(
    "piece",
    ["e\u0301", "👨‍👩‍👧‍👦", "🇬🇧", "👍🏽", "❤️", "நிலா", "สวัสดี", "क्षि", "각", "اَلسَّلَامُ", "a\n", " \n"],
    ids=ascii,
)
def test_page_counts_what_is_left_as_its_server_does(scripted, many_kinds, piece):
    start(scripted, many_kinds, who="I am a child")
    walk_to(scripted, "What is missing?")
    box = scripted.get_by_label("What is missing?")
    most = 100

    for text in (f"{piece * 3}{'x' * 80}{piece}", piece * 120):
        box.fill(text)

        left = most - length_of(clean_text(text.strip()).text)
        told = f"Characters left: {left}" if left >= 0 else f"Characters too many: {-left}"
        if left > most // 4:
            told = f"You can write up to {most} characters."
        assert scripted.locator("[data-count-message]").inner_text() == told


@pytest.mark.parametrize("who", ["I am a child", "I work with families"])
def test_every_page_has_one_heading_of_the_first_level(scripted, many_kinds, who):
    counts = {}
    start(scripted, many_kinds, who=who)

    go_to_check(
        scripted, on_page=lambda page: counts.update({page.url: page.locator("h1:visible").count()})
    )

    assert counts
    assert set(counts.values()) == {1}, counts
