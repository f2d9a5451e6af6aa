"""An old file's theme resolves to what it was then, whatever has become of it since."""

import pytest
from django.urls import reverse

from insights.actions.review import (
    make_theme,
    merge_themes,
    reject_theme,
    rename_theme,
    retire_theme,
    split_theme,
    undo_decision,
)
from insights.models import Coding, Theme
from tests.factories import make_response


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


@pytest.fixture
def theme(codebook, ray):
    made = make_theme(codebook=codebook, name="Waiting", definition="Long waits", by=ray)
    return rename_theme(theme=made, version=1, name="Being kept waiting", by=ray)


@pytest.fixture
def at(client):
    """Return the words of the page of a theme at a version, or None where there is none."""

    def read(theme, number, name="theme_version"):
        args = [theme.pk, number] if name == "theme_version" else [theme.pk]
        response = client.get(reverse(name, args=args))
        assert response.status_code in (200, 404)
        return response.content.decode() if response.status_code == 200 else None

    return read


def test_version_says_what_the_theme_was_then_and_is_now(at, theme):
    then = at(theme, 1)

    assert "“Waiting”, version 1" in then
    assert "Long waits" in then
    assert "What it says now: “Being kept waiting”, version 2" in then
    assert "It is in use." in then
    assert at(theme, 3) is None


def merge(theme, ray):
    other = make_theme(codebook=theme.codebook, name="Time", by=ray)
    merge_themes(into=other, others=[theme], by=ray)
    return other


FATES = {
    "merged": (merge, "It was merged into another theme"),
    "retired": (
        lambda theme, by: retire_theme(theme=theme, reason="Over", by=by),
        "It was retired",
    ),
    "rejected": (
        lambda theme, by: reject_theme(theme=theme, reason="No", by=by),
        "It was rejected",
    ),
    "undone": (
        lambda theme, by: [
            undo_decision(decision=step, by=by)
            for step in theme.codebook.decisions.order_by("-sequence")
        ],
        "The step that made this theme was undone",
    ),
}


@pytest.mark.parametrize("fate", FATES)
def test_versions_resolve_whatever_became_of_the_theme(at, theme, ray, fate):
    act, words = FATES[fate]
    act(theme, ray)

    for number, name in ((1, "“Waiting”"), (2, "“Being kept waiting”")):
        page = at(theme, number)
        assert name in page
        assert words in page
    assert words in at(theme, None, "theme_history")


def test_merged_theme_leads_to_the_one_that_has_its_answers(at, theme, ray):
    other = merge(theme, ray)

    assert reverse("theme_history", args=[other.pk]) in at(theme, 1)
    assert "Merged themes" in at(other, None, "theme_history")


def test_history_tells_steps_with_their_reasons_and_what_was_split_off(
    at, theme, ray, survey, question
):
    response = make_response(survey, answers={question.key: "I wait"})
    answer = response.answers.get(question=question)
    coding = Coding.objects.create(
        theme=theme, answer=answer, start=0, end=6, source="machine", score=1
    )
    split_theme(theme=theme, codings=[coding], name="At night", by=ray)
    retire_theme(theme=theme, reason="The service closed", by=ray)

    page = at(theme, None, "theme_history")

    for words in ("Made a theme", "Split a theme off", "At night", "The service closed", "Ray"):
        assert words in page
    assert page.index("Version 3") < page.index("Version 2") < page.index("Version 1")


def test_theme_nobody_has_touched_has_its_present_version(at, codebook):
    theme = Theme.objects.create(codebook=codebook, name="As it is")

    assert "“As it is”, version 1" in at(theme, 1)
    assert "No step of review has touched it." in at(theme, None, "theme_history")


def test_first_words_are_kept_when_a_theme_made_elsewhere_changes(at, codebook, ray):
    theme = Theme.objects.create(codebook=codebook, name="As it was")
    rename_theme(theme=theme, version=1, name="As it is", by=ray)

    assert "“As it was”, version 1" in at(theme, 1)
    assert "“As it is”, version 2" in at(theme, 2)


def test_other_teams_find_no_history(theme, staff_client, carol, bob, client):
    pages = [
        reverse("theme_history", args=[theme.pk]),
        reverse("theme_version", args=[theme.pk, 1]),
    ]

    for page in pages:
        assert staff_client(carol).get(page).status_code == 404
        assert staff_client(bob).get(page).status_code == 403
        assert client.post(page).status_code == 405
