"""Figures of cards: kept, never wrong, and gone with whoever takes their answers back."""

import pytest

from insights.actions.review import accept_suggestion, move_coding, place_theme, undo_decision
from insights.actions.tallies import count_run, count_themes, shelf_counts_of, tallies_of
from insights.models import Tally, Theme
from surveys.actions.permissions import _FOLLOWERS
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Answer, Response
from surveys.receipts import receipt_for, receipt_hmac_of
from tests.factories import make_response
from tests.review_factories import make_run


pytestmark = pytest.mark.django_db
WORDS = ("Ask me first", "Tell me", "Ask me first", "Be kind", "Be there", "Be quick")


@pytest.fixture
def run(survey, question, ray):
    for words in WORDS:
        make_response(survey, answers={question.key: words})
    answers = list(Answer.objects.filter(question=question).order_by("text", "pk"))
    return make_run(question=question, groups={"Ask": answers[:3], "Be": answers[3:]}, by=ray)


@pytest.fixture
def themes(run, ray):
    suggestions = run.suggestions.order_by("number")
    return [accept_suggestion(suggestion=each, by=ray) for each in suggestions]


def people_in(codebook, *themes):
    found = tallies_of(codebook=codebook, themes=list(themes), suggestions=[])
    return [(found[each].people, found[each].different) for each in themes]


def test_people_and_texts_are_counted_apart_and_kept(
    codebook, themes, run, django_assert_num_queries
):
    assert people_in(codebook, *themes) == [(3, 2), (3, 3)]

    # The savepoint and its release, and what is kept of themes.
    with django_assert_num_queries(3):
        assert people_in(codebook, *themes) == [(3, 2), (3, 3)]


def test_suggestions_are_counted_when_the_search_is_done(codebook, run):
    count_run(run=run)

    assert sorted(Tally.objects.values_list("suggestion__label", "people")) == [
        ("Ask", 3),
        ("Be", 3),
    ]


def test_themes_are_counted_when_the_machine_has_learnt(codebook, themes):
    count_themes(codebook=codebook)

    assert sorted(Tally.objects.values_list("theme__name", "people")) == [("Ask", 3), ("Be", 3)]


def test_an_act_changes_the_figures_of_its_themes_and_of_their_wholes(codebook, themes, ray):
    ask, be = themes
    people_in(codebook, *themes)

    place_theme(theme=be, under=ask, by=ray)
    assert people_in(codebook, *themes) == [(6, 5), (3, 3)]
    move_coding(coding=be.codings.first(), to_theme=ask, by=ray)
    assert people_in(codebook, *themes) == [(6, 5), (2, 2)]
    for step in codebook.decisions.order_by("-sequence")[:2]:
        undo_decision(decision=step, by=ray)
    assert people_in(codebook, *themes) == [(3, 2), (3, 3)]


@pytest.mark.django_db(transaction=True)
def test_who_leaves_is_counted_nowhere_at_once(codebook, themes, run, question):
    count_run(run=run)
    people_in(codebook, *themes)
    run.shelved.create(shelf="lone", place=0, answer=Answer.objects.get(text="Be quick"))
    run.refresh_from_db()
    run.shelf_counts = None
    assert shelf_counts_of(run=run, codebook=codebook) == {"lone": 1}
    leaving = Response.objects.get(answers__text="Be quick")
    gone_hex = leaving.answers.get(question=question).pk.hex
    receipt = receipt_for(b"t" * 32)
    Response.objects.filter(pk=leaving.pk).update(receipt_hmac=receipt_hmac_of(receipt))

    withdraw_response(receipt=receipt)

    run.refresh_from_db()
    assert run.shelf_counts is None
    assert gone_hex not in str(list(Tally.objects.values_list("central", "edge", "clause")))
    suggestions = list(run.suggestions.order_by("number"))
    found = tallies_of(codebook=codebook, themes=[], suggestions=suggestions)
    assert [found[each].people for each in suggestions] == [3, 2]
    assert people_in(codebook, *themes) == [(3, 2), (2, 2)]
    assert shelf_counts_of(run=run, codebook=codebook) == {}


def test_permission_taken_back_forgets_figures_of_questions_that_need_one(
    codebook, themes, monkeypatch
):
    people_in(codebook, *themes)
    response = Response.objects.first()

    def tell_followers():
        for follower in _FOLLOWERS:
            follower(response=response)

    tell_followers()
    assert Tally.objects.filter(theme__in=themes).count() == 2

    document = type("Document", (), {"pages": [_page("child_better")]})
    monkeypatch.setattr("insights.actions.tallies.document_of", lambda _key: document)
    tell_followers()
    assert not Tally.objects.exists()


def _page(key):
    question = type("Question", (), {"key": key, "needs": "special"})
    return type("Page", (), {"needs": "", "questions": [question]})


def test_theme_made_outside_review_is_counted_with_its_parts_in_use(codebook, themes):
    ask, be = themes
    whole = Theme.objects.create(codebook=codebook, name="Whole")
    Theme.objects.filter(pk__in=[ask.pk, be.pk]).update(parent=whole)

    assert people_in(codebook, whole) == [(6, 5)]
