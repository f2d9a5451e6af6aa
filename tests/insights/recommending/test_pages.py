"""The pages of recommendations: figures by audience, who sees them, bad input losing nothing."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.exceptions import ValidationError
from django.urls import reverse

from insights.actions.recommendations import (
    approve_link,
    link_evidence,
    mark_ready,
    record_search,
)
from insights.actions.review import retire_theme
from insights.models import EvidenceLink
from people import roles
from people.roles import Permission
from samples.generator import RECOMMENDATIONS
from tests.parsing import tree_of


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


@pytest.fixture
def link(recommendation, answered, ray):
    theme = answered.theme("adult_better", "Waiting")
    return link_evidence(
        recommendation=recommendation, theme=theme, stance="supports", note="They wait.", by=ray
    )


@pytest.fixture
def without_exact_numbers(monkeypatch):
    fewer = {
        role: allowed - {Permission.SEE_EXACT_NUMBERS}
        for role, allowed in roles.ROLE_PERMISSIONS.items()
    }
    monkeypatch.setattr(roles, "ROLE_PERMISSIONS", fewer)


def page_of(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return words_of(response)


def words_of(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_page_shows_each_audience_with_strength_and_base(client, link, recommendation):
    page = page_of(client, "recommendation_detail", recommendation.pk)

    # The children's theme of the same name counts with it: their question asks the same.
    assert "I am a parent Many people · 35% · 14 of 40" in page
    assert "I work with families Some people · 15% · 6 of 40" in page
    assert "I am a child Too few answers to say how many · 25% · 3 of 12" in page
    assert "Everybody Some people · 25% · 23 of 92" in page
    assert "Waits for a second person" in page
    assert "No theme is linked this way." in page
    # The closed question of its concept, whole.
    assert "About region?" in page
    assert "Restricted: exact figures" in page


@pytest.mark.usefixtures("without_exact_numbers")
def test_small_numbers_are_hidden_without_the_permission(client, link, recommendation):
    page = page_of(client, "recommendation_detail", recommendation.pk)

    assert "Restricted" not in page
    assert "3 of 12" not in page and "14 of 40" not in page
    assert "I am a child Not shown · [c]" in page
    assert "I am a parent Many people · 35% · 15 of 40" in page


def test_counts_are_of_now(client, link, recommendation, answered):
    first = answered.question("adult_better").answers.filter(response__audience="parent").first()
    answered.withdraw(first.response)

    page = page_of(client, "recommendation_detail", recommendation.pk)

    assert "of 39" in page


def test_list_says_what_is_missing_and_what_nothing_rests_on(client, link, recommendation):
    page = page_of(client, "recommendation_list", recommendation.survey.slug)

    assert "R1 · Help families sooner Not ready 1 Supports 0 Adds a nuance 0 Contradicts" in page
    assert "Nobody has recorded a search" in page
    assert "1 link waits for a second person." in page
    assert "No recommendation rests on these" in page
    assert page.count("Trust") == 2  # of both questions
    assert "Waiting" not in page  # the children's counts with the linked one


def test_tag_and_sentence_of_a_recommendation_say_one_thing(
    client, link, recommendation, alice, ray
):
    approve_link(link=link, by=alice)
    record_search(recommendation=recommendation, searched="Every theme", found="Nothing", by=ray)
    slug = recommendation.survey.slug

    page = page_of(client, "recommendation_list", slug)
    assert "Help families sooner Not marked as ready yet 1 Supports" in page
    assert "Nothing is missing: look it through, and mark it as ready." in page
    assert "Nothing is missing Look through it once more" in page_of(
        client, "recommendation_detail", recommendation.pk
    )

    mark_ready(recommendation=recommendation, by=ray)
    assert "Help families sooner Evidence ready 1 Supports" in page_of(
        client, "recommendation_list", slug
    )

    retire_theme(theme=link.theme, reason="Over", by=ray)
    page = page_of(client, "recommendation_list", slug)
    assert "Help families sooner Not ready 1 Supports" in page
    assert "1 linked theme is not in use any more" in page


@pytest.mark.parametrize("links", [1, 4])
def test_page_asks_as_often_for_many_links(
    links, recommendation, answered, ray, client, django_assert_num_queries
):
    for number in range(links):
        theme = answered.theme("adult_better", f"Theme {number}")
        link_evidence(recommendation=recommendation, theme=theme, stance="supports", by=ray)
    address = reverse("recommendation_detail", args=[recommendation.pk])
    client.get(address)

    # Session, person and second factor; recommendation, links, searches; versions; items (2);
    # scope (3), people and codings; quotes, with a savepoint (3). None of them for each link.
    with django_assert_num_queries(22):
        client.get(address)


def test_theme_is_linked_agreed_by_another_and_removed(
    client, recommendation, answered, staff_client, alice
):
    theme = answered.theme("adult_better", "Waiting")
    address = reverse("evidence_link", args=[recommendation.pk])
    assert "Waiting" in client.get(address).content.decode()

    asked = client.post(address, {"theme": theme.pk, "note": "They wait long"})
    assert "Say how the theme bears on the recommendation." in words_of(asked)
    assert "They wait long" in asked.content.decode()
    sent = client.post(address, {"theme": theme.pk, "note": "Long", "stance": "contradicts"})
    assert sent.status_code == 303

    link = recommendation.links.get()
    approve = reverse("evidence_approve", args=[link.pk])
    page = client.get(reverse("recommendation_detail", args=[recommendation.pk]))
    assert approve not in page.content.decode()  # no button for whoever made the link
    client.post(approve)
    assert EvidenceLink.objects.waiting().exists()
    staff_client(alice).post(approve)
    assert not EvidenceLink.objects.waiting().exists()
    client.post(reverse("evidence_remove", args=[link.pk]))
    assert not recommendation.links.exists()


def test_search_is_recorded_and_opens_the_way_to_ready(client, link, recommendation, alice):
    approve_link(link=link, by=alice)
    ready = reverse("recommendation_ready", args=[recommendation.pk])
    refused = client.post(ready, follow=True)
    assert "Nobody has recorded a search" in words_of(refused)

    address = reverse("evidence_search", args=[recommendation.pk])
    asked = client.post(address, {"searched": "Themes of parents", "found": ""})
    assert "Say what you found." in words_of(asked)
    assert "Themes of parents" in asked.content.decode()
    client.post(address, {"searched": "Themes of parents", "found": "One was content"})
    done = client.post(ready, follow=True)

    assert "Evidence ready" in words_of(done)
    assert "Found: One was content" in words_of(done)


def test_recommendation_is_added_and_edited(client, consultation):
    add = reverse("recommendation_add", args=[consultation.survey.slug])
    wrong = client.post(add, {"key": "1!", "title": "Share training", "concepts": "region"})
    assert "Give it a short key such as R1" in words_of(wrong)
    assert "Share training" in wrong.content.decode()
    client.post(add, {"key": "R7", "title": "Share training", "concepts": "region, c_x:row"})
    made = consultation.survey.recommendations.get()
    assert made.concepts == ["region", "c_x:row"]

    edit = reverse("recommendation_edit", args=[made.pk])
    words = {"key": "R7", "title": "Share all training", "version": 1}
    assert client.post(edit, words).status_code == 303
    late = client.post(edit, {**words, "title": "Mine"})
    assert "Somebody else changed this recommendation" in words_of(late)
    assert 'value="Mine"' in late.content.decode()
    assert 'value="2"' in late.content.decode()  # the next save is on top of the newest
    made.refresh_from_db()
    assert made.title == "Share all training"


def test_theme_out_of_use_is_said_and_not_counted(client, link, recommendation, ray):
    link.theme.status = "rejected"
    link.theme.save(update_fields=["status"])

    page = page_of(client, "recommendation_detail", recommendation.pk)

    assert "This theme is not in use any more, so nobody is counted." in page
    assert "Many people ·" not in page


def test_search_with_nothing_to_say_is_refused_by_the_action_too(recommendation, ray):
    with pytest.raises(ValidationError):
        record_search(recommendation=recommendation, searched="", found="", by=ray)


# A claim to have settled the matter (REC-3).
SETTLED = re.compile(r"\b(proves?|proved|proven|conclusive(?:ly)?|demonstrates?)\b", re.IGNORECASE)
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext"}
ROOT = Path(site.BASE_DIR)


def sentences_of(path):
    """Yield the words of a template, or what a module marks as said to somebody."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        yield text
        return
    for node in ast.walk(tree_of(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKERS:
            yield from (each.value for each in node.args if isinstance(each, ast.Constant))


def test_nothing_is_said_to_be_settled():
    sources = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "insights").rglob("*.py")]
    said = [(path, words) for path in sources for words in sentences_of(path)]
    said.append((RECOMMENDATIONS, RECOMMENDATIONS.read_text(encoding="utf-8")))

    assert len(said) > 500
    assert [(path, words) for path, words in said if SETTLED.search(str(words))] == []
