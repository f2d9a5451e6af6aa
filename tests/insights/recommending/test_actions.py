"""Recommendations and their evidence: what the actions let happen, and what they refuse."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from insights.actions.recommendations import (
    approve_link,
    create_recommendation,
    edit_recommendation,
    link_evidence,
    load_recommendations,
    mark_ready,
    record_search,
    remove_link,
)
from insights.actions.review import reject_theme
from insights.recommending.documents import RecommendationWords
from people.models import AuditEvent


@pytest.fixture
def theme(answered):
    return answered.theme("adult_better", "Waiting")


@pytest.fixture
def link(recommendation, theme, ray):
    return link_evidence(recommendation=recommendation, theme=theme, stance="supports", by=ray)


def reasons_of(caught):
    return " ".join(caught.value.messages)


def test_ready_takes_a_search_a_link_and_a_second_person(recommendation, theme, ray, alice):
    with pytest.raises(ValidationError) as caught:
        mark_ready(recommendation=recommendation, by=ray)
    assert "No theme is linked to it yet." in reasons_of(caught)
    assert "Nobody has recorded a search for what speaks against it" in reasons_of(caught)

    link = link_evidence(recommendation=recommendation, theme=theme, stance="supports", by=ray)
    record_search(
        recommendation=recommendation, searched="All themes of parents", found="Nothing", by=ray
    )
    with pytest.raises(ValidationError, match="1 link waits for a second person"):
        mark_ready(recommendation=recommendation, by=ray)

    approve_link(link=link, by=alice)
    ready = mark_ready(recommendation=recommendation, by=ray)

    assert ready.ready_by == ray
    kinds = set(AuditEvent.objects.values_list("event", flat=True))
    assert {"evidence linked", "evidence searched", "evidence approved"} <= kinds
    assert "recommendation ready" in kinds


@pytest.mark.parametrize("change", ["link", "remove", "edit"])
def test_changed_evidence_is_not_ready_any_more(change, recommendation, link, answered, ray, alice):
    record_search(recommendation=recommendation, searched="Themes", found="Nothing", by=ray)
    approve_link(link=link, by=alice)
    mark_ready(recommendation=recommendation, by=ray)

    if change == "link":
        other = answered.theme("adult_better", "Trust")
        link_evidence(recommendation=recommendation, theme=other, stance="nuances", by=ray)
    elif change == "remove":
        remove_link(link=link, by=ray)
    else:
        words = RecommendationWords("R1", "Help families at once")
        edit_recommendation(recommendation=recommendation, words=words, version=1, by=ray)

    recommendation.refresh_from_db()
    assert recommendation.ready_at is None and recommendation.ready_by is None


def test_nobody_approves_a_link_of_their_own(link, ray):
    with pytest.raises(ValidationError, match="Another person has to look"):
        approve_link(link=link, by=ray)

    link.refresh_from_db()
    assert link.approved_at is None


def test_theme_is_linked_once_and_only_while_in_use(recommendation, link, theme, answered, ray):
    with pytest.raises(ValidationError, match="is linked already"):
        link_evidence(recommendation=recommendation, theme=theme, stance="contradicts", by=ray)
    with pytest.raises(ValidationError, match="one of its name in a question that asks the same"):
        same = answered.theme("child_better", "Waiting")
        link_evidence(recommendation=recommendation, theme=same, stance="nuances", by=ray)
    other = answered.theme("adult_better", "Trust")
    reject_theme(theme=other, by=ray)
    with pytest.raises(ValidationError, match="no longer in use"):
        link_evidence(recommendation=recommendation, theme=other, stance="supports", by=ray)
    with pytest.raises(ValidationError, match="Say how the theme bears"):
        third = answered.theme("adult_better", "Money")
        link_evidence(recommendation=recommendation, theme=third, stance="proves", by=ray)


def test_theme_out_of_use_keeps_a_recommendation_from_being_ready(
    recommendation, link, theme, ray, alice
):
    record_search(recommendation=recommendation, searched="Themes", found="Nothing", by=ray)
    approve_link(link=link, by=alice)
    reject_theme(theme=theme, by=ray)

    with pytest.raises(ValidationError, match="1 linked theme is not in use any more"):
        mark_ready(recommendation=recommendation, by=ray)


@pytest.mark.parametrize(("searched", "found"), [(" ", "Nothing"), ("Themes", "")])
def test_search_says_where_and_what(recommendation, searched, found, ray):
    with pytest.raises(ValidationError, match="Say what you"):
        record_search(recommendation=recommendation, searched=searched, found=found, by=ray)


def test_edit_on_an_old_reading_is_refused(recommendation, ray, alice):
    newer = RecommendationWords("R1", "Newer")
    edit_recommendation(recommendation=recommendation, words=newer, version=1, by=alice)

    with pytest.raises(ValidationError, match="Somebody else changed this recommendation"):
        edit_recommendation(recommendation=recommendation, words=newer, version=1, by=ray)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (RecommendationWords("R1", "Again"), "Another recommendation has this key"),
        (RecommendationWords("1 R", "Again"), "Give it a short key"),
        (RecommendationWords("R2", " "), "Say in one sentence"),
        (RecommendationWords("R2", "Again", concepts=("C!",)), "“C!” cannot be a concept"),
    ],
)
def test_recommendation_says_what_is_wrong_with_it(recommendation, words, message, ray):
    with pytest.raises(ValidationError, match=message):
        create_recommendation(survey=recommendation.survey, words=words, by=ray)


def test_loading_again_changes_words_and_keeps_evidence(recommendation, link, ray):
    survey = recommendation.survey
    document = {
        "recommendations": [
            {"key": "R1", "title": "Help families at once"},
            {"key": "R2", "title": "Share training"},
        ]
    }

    for _time in range(2):
        load_recommendations(survey=survey, document=document, by=None)

    recommendation.refresh_from_db()
    assert recommendation.title == "Help families at once"
    assert recommendation.version == 2  # changed once, not twice
    assert list(recommendation.links.all()) == [link]
    assert survey.recommendations.count() == 2


def test_command_loads_a_file_or_says_what_is_wrong(consultation, tmp_path, capsys):
    file = tmp_path / "recommendations.json"
    slug = consultation.survey.slug
    file.write_text(json.dumps({"recommendations": [{"key": "R1", "title": "Do it"}]}))
    call_command("load_recommendations", str(file), survey=slug)
    assert f"{slug}: R1." in capsys.readouterr().out

    file.write_text(json.dumps({"recommendations": [{"key": "R2"}, {"key": "R3", "title": "X"}]}))
    with pytest.raises(CommandError, match="Give it a “title”"):
        call_command("load_recommendations", str(file), survey=slug)
    assert consultation.survey.recommendations.count() == 1  # all or nothing
    with pytest.raises(CommandError, match="There is no survey “nowhere”"):
        call_command("load_recommendations", str(file), survey="nowhere")
    file.write_text("{")
    with pytest.raises(CommandError, match="is not JSON"):
        call_command("load_recommendations", str(file), survey=slug)
