"""The theme board by keyboard alone, with and without scripts, and without a grave fault."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from insights.actions.review import make_theme, retire_theme
from insights.models import Theme
from tests.browser.staff import bring_in
from tests.browser.test_staff_axe import faults_of, faults_on


@pytest.fixture(autouse=True)
def forget_counted_tries(transactional_db):
    cache.clear()


@pytest.fixture
def staff(scripted, staff_client, ray, live_server):
    bring_in(scripted, staff_client(ray), live_server.url)
    return scripted


def focused_card(page):
    return page.evaluate("document.activeElement.closest('article')?.querySelector('h3').innerText")


def test_board_is_worked_by_letters(staff, question, suggestions):
    first, second = suggestions[:2]
    staff.goto(reverse("codebook", args=[question.pk]))

    staff.keyboard.press("j")
    assert focused_card(staff) == first.label
    staff.keyboard.press("j")
    assert focused_card(staff) == second.label
    staff.keyboard.press("k")
    staff.keyboard.press("a")
    staff.get_by_text("Your last step: Accepted a suggestion").wait_for()
    # On to the card that comes next, so that the next letter means it.
    assert focused_card(staff) == second.label
    staff.keyboard.press("s")
    staff.get_by_label("Part of").select_option(label=first.label)
    staff.get_by_label("Name").fill("A part")
    staff.get_by_label("Name").press("Enter")
    staff.get_by_text("sub-theme of “").first.wait_for()
    assert Theme.objects.get(name="A part").parent.name == first.label
    staff.keyboard.press("z")
    staff.get_by_text("Undone: Accepted a suggestion").wait_for()
    assert not Theme.objects.filter(name="A part").exists()
    staff.keyboard.press("?")
    assert "Next card" in staff.get_by_role("dialog").inner_text()


def test_what_has_no_name_is_named_in_place_by_letters(staff, question, suggestions):
    first, second = suggestions[:2]
    first.label = f"Theme {first.number}"
    first.save()
    staff.goto(reverse("codebook", args=[question.pk]))
    found = faults_of(staff)
    staff.keyboard.press("j")
    staff.keyboard.press("a")
    staff.keyboard.type("Radios")
    # Away from the line, letters are keys again; the line keeps what was typed.
    staff.keyboard.press("Escape")
    staff.keyboard.press("w")
    staff.keyboard.press("a")
    staff.keyboard.press("Enter")

    staff.get_by_text("“Radios” is a theme now.").wait_for()
    assert focused_card(staff) == second.label
    staff.keyboard.press("r")
    staff.get_by_text(f"The suggestion “{second.label}” was rejected.").wait_for()
    with staff.expect_navigation():
        staff.keyboard.press("z")
    staff.get_by_text("Undone: Rejected").wait_for()
    assert focused_card(staff) == second.label
    with staff.expect_navigation():
        staff.keyboard.press("s")
    assert staff.evaluate("document.activeElement.name") == "name"
    assert found == []


def test_every_page_of_the_board_is_for_everybody(staff, question, themes, ray):
    theme, other = themes
    part = make_theme(codebook=theme.codebook, name="Part", definition="D", under=theme, by=ray)
    retire_theme(theme=other, reason="Over", by=ray)
    found = faults_on(staff, "codebook", question.pk)
    for name in ("concept_board", "theme_make"):
        found += faults_on(staff, name, question.pk)
    for name in ("theme_place", "theme_promote", "theme_retire", "theme_approve", "theme_history"):
        found += faults_on(staff, name, theme.pk)
    found += faults_on(staff, "theme_version", part.pk, 1)
    staff.goto(reverse("theme_retire", args=[theme.pk]))
    staff.get_by_role("button", name=re.compile("^Retire")).click()
    found += faults_of(staff)

    assert found == []
