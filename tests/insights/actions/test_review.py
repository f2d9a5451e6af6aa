"""Every act of review: what it changes, the Decision it leaves, and the way back."""

import pytest
from django.core.exceptions import ValidationError

from insights.actions.review import (
    EditConflict,
    accept_suggestion,
    confirm_coding,
    merge_themes,
    move_coding,
    reject_suggestion,
    reject_theme,
    rename_theme,
    split_theme,
    undo_decision,
)
from insights.actions.review.steps import states_now
from insights.models import Coding, Decision, Suggestion, Theme


pytestmark = pytest.mark.django_db


def everything(book):
    keys = {
        "themes": map(str, book.themes.values_list("pk", flat=True)),
        "codings": map(str, Coding.objects.values_list("pk", flat=True)),
        "suggestions": map(str, Suggestion.objects.values_list("pk", flat=True)),
    }
    return {kind: states_now(kind, found) for kind, found in keys.items()}


def newest(book):
    return book.decisions.order_by("-sequence").first()


def test_accept_makes_a_theme_of_suggested_codings(book, suggest, ray):
    theme = accept_suggestion(suggestion=suggest("More time", 0, 4), by=ray)

    assert theme.name == "More time"
    assert set(theme.codings.values_list("state", "source")) == {("suggested", "machine")}
    assert theme.codings.count() == 4
    assert (newest(book).kind, newest(book).by) == (Decision.Kind.ACCEPT, ray)


def test_rename_on_an_old_reading_is_a_conflict_that_loses_nothing(book, suggest, ray, alice):
    theme = accept_suggestion(suggestion=suggest("More time", 0, 4), by=ray)
    seen = theme.version
    rename_theme(theme=theme, version=seen, name="Time to listen", by=alice)

    with pytest.raises(EditConflict) as news:
        rename_theme(theme=theme, version=seen, name="Enough time", by=ray)

    assert news.value.current.name == "Time to listen"
    assert news.value.yours == {"name": "Enough time"}
    assert Theme.objects.get().name == "Time to listen"


@pytest.fixture
def acts(book, suggest, ray):
    """Return every act by name, ready to be done on two themes and an open suggestion."""
    one = accept_suggestion(suggestion=suggest("One", 0, 3), by=ray)
    two = accept_suggestion(suggestion=suggest("Two", 2, 5), by=ray)
    waiting = suggest("Three", 4, 6)
    return {
        "accept": lambda: accept_suggestion(suggestion=waiting, by=ray),
        "rename": lambda: rename_theme(theme=one, version=1, name="New", definition="D", by=ray),
        "merge": lambda: merge_themes(into=one, others=[two], by=ray),
        "split": lambda: split_theme(theme=one, codings=[one.codings.first()], name="S", by=ray),
        "move": lambda: move_coding(
            coding=one.codings.exclude(answer__in=two.codings.values("answer")).first(),
            to_theme=two,
            by=ray,
        ),
        "move to where it is": lambda: move_coding(
            coding=one.codings.filter(answer__in=two.codings.values("answer")).first(),
            to_theme=two,
            by=ray,
        ),
        "reject suggestion": lambda: reject_suggestion(suggestion=waiting, by=ray),
        "reject theme": lambda: reject_theme(theme=one, by=ray),
        "confirm": lambda: confirm_coding(coding=one.codings.first(), by=ray),
    }


ACTS = [
    "accept",
    "rename",
    "merge",
    "split",
    "move",
    "move to where it is",
    "reject suggestion",
    "reject theme",
    "confirm",
]


@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_one_decision_that_can_be_undone(book, acts, ray, name):
    before, count = everything(book), book.decisions.count()

    acts[name]()

    assert book.decisions.count() == count + 1
    assert everything(book) != before
    undo_decision(decision=newest(book), by=ray)
    assert everything(book) == before
    assert newest(book).kind == Decision.Kind.UNDO


def test_a_step_that_a_later_one_rests_on_is_not_undone(book, acts, ray):
    acts["rename"]()
    first = newest(book)
    acts["reject theme"]()

    with pytest.raises(ValidationError) as refusal:
        undo_decision(decision=first, by=ray)

    assert refusal.value.code == "later_step"


def test_a_step_is_undone_once(book, acts, ray):
    acts["confirm"]()
    done = newest(book)
    undo_decision(decision=done, by=ray)

    with pytest.raises(ValidationError) as refusal:
        undo_decision(decision=Decision.objects.get(pk=done.pk), by=ray)

    assert refusal.value.code == "not_undoable"


def test_accepting_again_never_brings_back_what_a_person_took_out(book, suggest, ray):
    theme = accept_suggestion(suggestion=suggest("One", 0, 3), by=ray)
    other = accept_suggestion(suggestion=suggest("Two", 3, 6), by=ray)
    moved = move_coding(coding=theme.codings.first(), to_theme=other, by=ray)

    again = accept_suggestion(suggestion=suggest("One again", 0, 3), by=ray)

    assert not again.codings.filter(answer=moved.answer_id).exists()


@pytest.fixture
def whole_and_part(suggest):
    whole = suggest("Time", 0, 6)
    return whole, suggest("Time after school", 0, 3, parent=whole)


def test_part_accepted_first_hangs_under_its_whole_later(book, whole_and_part, ray):
    whole, part = whole_and_part
    first = accept_suggestion(suggestion=part, by=ray)
    seen, before = first.version, everything(book)

    theme = accept_suggestion(suggestion=whole, by=ray)

    first.refresh_from_db()
    assert (first.parent, first.version) == (theme, seen)
    undo_decision(decision=newest(book), by=ray)
    assert everything(book) == before


def test_part_that_a_person_put_into_words_stays_where_it_is(whole_and_part, ray):
    whole, part = whole_and_part
    first = accept_suggestion(suggestion=part, by=ray)
    rename_theme(theme=first, version=1, name="Somewhere to go", by=ray)

    accept_suggestion(suggestion=whole, by=ray)

    first.refresh_from_db()
    assert first.parent is None


def test_part_of_a_theme_no_longer_in_use_stands_alone(book, whole_and_part, ray):
    whole, part = whole_and_part
    reject_theme(theme=accept_suggestion(suggestion=whole, by=ray), by=ray)

    assert accept_suggestion(suggestion=part, by=ray).parent is None


def test_part_that_was_rejected_is_not_hung_anywhere(book, whole_and_part, ray):
    whole, part = whole_and_part
    gone = accept_suggestion(suggestion=part, by=ray)
    reject_theme(theme=gone, by=ray)
    rejection = newest(book)

    accept_suggestion(suggestion=whole, by=ray)

    gone.refresh_from_db()
    assert gone.parent is None
    undo_decision(decision=rejection, by=ray)


@pytest.mark.parametrize("part_first", [True, False])
def test_whole_and_part_are_undone_in_turn(book, whole_and_part, ray, part_first):
    before = everything(book)
    for suggestion in sorted(whole_and_part, key=lambda each: bool(each.parent) != part_first):
        accept_suggestion(suggestion=suggestion, by=ray)
    second, first = book.decisions.order_by("-sequence")

    with pytest.raises(ValidationError) as refusal:
        undo_decision(decision=first, by=ray)
    assert refusal.value.code == "later_step"
    undo_decision(decision=second, by=ray)
    undo_decision(decision=first, by=ray)

    assert everything(book) == before


def family(whole_and_part, ray):
    return [accept_suggestion(suggestion=each, by=ray) for each in whole_and_part]


def test_parts_of_a_merged_theme_hang_under_the_one_that_stays(book, suggest, whole_and_part, ray):
    theme, part = family(whole_and_part, ray)
    other = accept_suggestion(suggestion=suggest("Other", 4, 6), by=ray)
    before = everything(book)

    merge_themes(into=other, others=[theme], by=ray)

    part.refresh_from_db()
    assert part.parent == other
    undo_decision(decision=newest(book), by=ray)
    assert everything(book) == before


def test_a_theme_merged_into_its_own_part_leaves_the_part_on_top(whole_and_part, ray):
    theme, part = family(whole_and_part, ray)

    merge_themes(into=part, others=[theme], by=ray)

    part.refresh_from_db()
    assert part.parent is None


def test_parts_of_a_rejected_theme_stand_alone(book, whole_and_part, ray):
    theme, part = family(whole_and_part, ray)
    before = everything(book)

    reject_theme(theme=theme, by=ray)

    part.refresh_from_db()
    assert part.parent is None
    undo_decision(decision=newest(book), by=ray)
    assert everything(book) == before


def test_mark_of_a_serious_theme_is_undone_like_any_word(book, ray):
    theme = Theme.objects.create(codebook=book, name="Harm")

    rename_theme(theme=theme, version=1, is_serious=True, by=ray)
    assert Theme.objects.get(pk=theme.pk).is_serious
    undo_decision(decision=book.decisions.get(), by=ray)

    assert not Theme.objects.get(pk=theme.pk).is_serious


def test_step_written_before_a_field_was_known_can_be_undone(book, ray):
    """An older decision says nothing of is_serious: that is no later change."""
    theme = Theme.objects.create(codebook=book, name="Harm")
    rename_theme(theme=theme, version=1, name="Hurt", by=ray)
    decision = book.decisions.get()
    for states in (decision.before, decision.after):
        states["themes"][str(theme.pk)].pop("is_serious")
    decision.save(update_fields=["before", "after"])

    undo_decision(decision=decision, by=ray)

    assert Theme.objects.get(pk=theme.pk).name == "Harm"
