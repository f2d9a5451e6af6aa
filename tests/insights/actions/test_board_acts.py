"""The acts of the theme board: make, place, promote, retire, approve, give; and their way back."""

import pytest
from django.core.exceptions import ValidationError

from insights.actions.review import (
    ChangedMeanwhile,
    accept_suggestion,
    approve_theme,
    bring_back_theme,
    copy_theme,
    last_step_of,
    make_theme,
    merge_themes,
    place_theme,
    promote_parts,
    reject_suggestion,
    reject_theme,
    rename_theme,
    retire_theme,
    split_theme,
    undo_decision,
)
from insights.actions.runs import codebook_of
from insights.models import Coding, Decision, Theme, ThemeVersion
from tests.insights.actions.test_review import everything, newest


pytestmark = pytest.mark.django_db


def make(book, name, by, **words):
    return make_theme(codebook=book, name=name, by=by, **words)


@pytest.fixture
def family(suggest, ray):
    """Return a theme of six answers and its part, which has three of them."""
    whole = suggest("Time", 0, 6)
    part = suggest("Time after school", 0, 3, parent=whole)
    return [accept_suggestion(suggestion=each, by=ray) for each in (whole, part)]


@pytest.fixture
def acts(book, suggest, family, ray, alice):
    whole, part = family
    lone = make(book, "Alone", ray, definition="Nobody is there.")
    gone = make(book, "Gone", ray)
    retire_theme(theme=gone, reason="Over", by=ray)
    open_one = suggest("Open", 4, 6)
    return {
        "accept under": lambda: accept_suggestion(
            suggestion=open_one, under=whole, name="Own name", by=ray
        ),
        "make": lambda: make(book, "By hand", ray, definition="D", include_when="I", under=whole),
        "place": lambda: place_theme(theme=lone, under=whole, by=ray),
        "place on top": lambda: place_theme(theme=part, under=None, by=ray),
        "promote": lambda: promote_parts(theme=whole, by=ray),
        "retire": lambda: retire_theme(theme=whole, reason="Over", by=ray),
        "bring back": lambda: bring_back_theme(theme=gone, by=ray),
        "approve": lambda: approve_theme(theme=lone, by=alice),
        "merge whole into its part": lambda: merge_themes(into=part, others=[whole], by=ray),
        "reject suggestion": lambda: reject_suggestion(
            suggestion=open_one, reason="Says two things", by=ray
        ),
    }


@pytest.mark.parametrize(
    "name",
    [
        "accept under",
        "make",
        "place",
        "place on top",
        "promote",
        "retire",
        "bring back",
        "approve",
        "merge whole into its part",
        "reject suggestion",
    ],
)
def test_each_act_is_one_decision_that_can_be_undone(book, acts, ray, name):
    before, count = everything(book), book.decisions.count()

    acts[name]()

    assert book.decisions.count() == count + 1
    assert everything(book) != before
    undo_decision(decision=newest(book), by=ray)
    assert everything(book) == before


def test_suggestion_is_accepted_as_part_of_a_chosen_theme(suggest, family, ray):
    theme = accept_suggestion(suggestion=suggest("Open", 4, 6), under=family[0], name="New", by=ray)

    assert (theme.name, theme.parent, theme.codings.count()) == ("New", family[0], 2)


def test_part_can_be_accepted_as_a_theme_of_its_own(suggest, ray):
    whole = suggest("Time", 0, 6)
    part = suggest("Time after school", 0, 3, parent=whole)
    accept_suggestion(suggestion=whole, by=ray)

    assert accept_suggestion(suggestion=part, under=None, by=ray).parent is None


def test_theme_made_by_hand_is_as_good_as_any(book, ray):
    theme = make(book, "By hand", ray, definition="D", include_when="I", exclude_when="E")

    assert Theme.objects.active().get() == theme
    assert ThemeVersion.objects.get(of_theme=theme.pk).by == ray
    with pytest.raises(ValidationError) as refusal:
        make(book, " ", ray)
    assert refusal.value.code == "no_name"


def refusal_of(act):
    with pytest.raises(ValidationError) as refusal:
        act()
    return refusal.value.code


def test_there_are_two_levels_and_no_circles(book, family, ray):
    whole, part = family
    other = make(book, "Other", ray)

    assert refusal_of(lambda: place_theme(theme=whole, under=other, by=ray)) == "has_parts"
    assert refusal_of(lambda: place_theme(theme=other, under=part, by=ray)) == "third_level"
    assert refusal_of(lambda: place_theme(theme=whole, under=whole, by=ray)) == "itself"
    assert refusal_of(lambda: place_theme(theme=part, under=whole, by=ray)) == "there_already"
    assert refusal_of(lambda: make(book, "New", ray, under=part)) == "third_level"


def test_undoing_makes_no_third_level(book, family, ray):
    whole, part = family
    place_theme(theme=part, under=None, by=ray)
    step = newest(book)
    place_theme(theme=whole, under=make(book, "Top", ray), by=ray)

    assert refusal_of(lambda: undo_decision(decision=step, by=ray)) == "later_step"
    part.refresh_from_db()
    assert part.parent is None


def test_merging_into_a_part_makes_no_third_level(book, family, ray):
    whole, part = family
    other = make(book, "Other", ray)
    below = make(book, "Below", ray, under=other)

    merge_themes(into=part, others=[other], by=ray)

    below.refresh_from_db()
    other.refresh_from_db()
    assert (below.parent, other.merged_into) == (whole, part)


def test_promoted_parts_take_their_answers_and_the_rest_stays(family, ray):
    whole, part = family

    promote_parts(theme=whole, by=ray)

    part.refresh_from_db()
    assert part.parent is None
    assert Coding.objects.current().filter(theme=whole).count() == 3
    assert Coding.objects.current().filter(theme=part).count() == 3
    assert refusal_of(lambda: promote_parts(theme=whole, by=ray)) == "no_parts"


def test_retired_theme_leaves_the_findings_and_keeps_its_answers(family, ray, book):
    whole, part = family

    retire_theme(theme=whole, reason="The service closed", by=ray)

    part.refresh_from_db()
    assert (part.parent, newest(book).reason) == (None, "The service closed")
    assert not Coding.objects.current().filter(theme=whole).exists()
    assert bring_back_theme(theme=whole, by=ray).codings.count() == 6
    assert refusal_of(lambda: retire_theme(theme=whole, reason=" ", by=ray)) == "no_reason"


def test_second_person_approves_and_new_words_want_approval_anew(book, ray, alice):
    theme = make(book, "Waiting", ray)
    assert refusal_of(lambda: approve_theme(theme=theme, by=alice)) == "no_definition"
    theme = rename_theme(theme=theme, version=1, definition="Long waits", by=ray)
    assert refusal_of(lambda: approve_theme(theme=theme, by=ray)) == "own_words"

    approve_theme(theme=theme, by=alice)

    theme.refresh_from_db()
    assert theme.approved_by == alice
    assert refusal_of(lambda: approve_theme(theme=theme, by=alice)) == "approved"
    theme = rename_theme(theme=theme, version=theme.version, definition="Waits", by=alice)
    assert theme.approved_at is None
    # She has written its words now, and he made it.
    assert refusal_of(lambda: approve_theme(theme=theme, by=alice)) == "own_words"
    assert refusal_of(lambda: approve_theme(theme=theme, by=ray)) == "own_words"


@pytest.fixture
def other_book(book):
    question = book.survey.questions.get(key="child_worse")
    question.concept = book.question.concept
    question.save(update_fields=["concept"])
    return codebook_of(question=question)


def test_theme_is_given_to_another_question_of_the_concept(book, other_book, family, ray):
    whole, part = family
    assert refusal_of(lambda: copy_theme(theme=part, to=other_book, by=ray)) == "no_whole"

    given = copy_theme(theme=whole, to=other_book, by=ray)
    below = copy_theme(theme=part, to=other_book, by=ray)

    assert (given.name, given.codings.count(), below.parent) == (whole.name, 0, given)
    assert newest(other_book).about == {"from": str(part.pk)}
    assert refusal_of(lambda: copy_theme(theme=whole, to=other_book, by=ray)) == "name_taken"
    assert refusal_of(lambda: copy_theme(theme=whole, to=book, by=ray)) == "other_concept"
    undo_decision(decision=newest(other_book), by=ray)
    assert list(other_book.themes.all()) == [given]


def test_acts_on_an_old_reading_are_refused_and_told(book, family, ray, alice):
    whole, part = family
    other = make(book, "Other", ray)
    seen = last_step_of(book)
    rename_theme(theme=other, version=1, name="Another", definition="D", by=alice)
    late = {"seen": seen, "by": ray}
    refused = [
        lambda: merge_themes(into=other, others=[whole], **late),
        lambda: merge_themes(into=whole, others=[other], **late),
        lambda: place_theme(theme=other, under=whole, **late),
        lambda: retire_theme(theme=other, reason="Over", **late),
        lambda: reject_theme(theme=other, reason="No", **late),
        lambda: split_theme(theme=other, codings=[], name="S", **late),
        lambda: promote_parts(theme=other, **late),
        lambda: approve_theme(theme=other, **late),
        lambda: make_theme(codebook=book, name="New", under=other, **late),
    ]

    for act in refused:
        with pytest.raises(ChangedMeanwhile) as news:
            act()
        assert [step.by for step in news.value.steps] == [alice]
        assert news.value.as_seen()[str(other.pk)]["name"] == "Other"
    # What others did elsewhere is no hindrance.
    place_theme(theme=part, under=None, **late)
    assert newest(book).kind == Decision.Kind.PLACE
