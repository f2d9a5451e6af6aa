"""Audit samples: who is drawn, who may read, what is kept, and what a withdrawal takes away."""

import pytest
from django.core.exceptions import ValidationError

from insights.actions.coding import Choices, save_reading
from insights.actions.quality import draw_sample, figures_now
from insights.actions.quality_settling import settle_item
from insights.actions.review import (
    confirm_coding,
    merge_themes,
    move_coding,
    rename_theme,
    undo_decision,
)
from insights.models import AnswerReading, AuditItem, AuditReading, Coding, Decision
from insights.quality.coverage import coverage_of
from insights.quality.groups import groups_of
from insights.quality.machine import found_by_machine
from insights.quality.rows import agreement_rows
from insights.quality.samples import allocation_of, state_of
from insights.reading.standing import standings_of
from surveys.models import Erasure
from tests.factories import DAY, give_permission, make_response
from tests.insights.exports.oracle import table_of
from tests.insights.exports.test_export_action import export_of, sheets_of


pytestmark = pytest.mark.django_db


def coding(answers, place, theme):
    return Coding.objects.get(answer=answers[place], theme=theme)


def theme_figures(sample, theme):
    return figures_now(state=state_of(sample))["themes"][str(theme.pk)]


def confirmed(answer):
    rows = Coding.objects.confirmed().filter(answer=answer)
    return {row.theme.name for row in rows}


# --- drawing ---


def test_fewer_than_fifty_answers_are_all_drawn(sample, book, ray):
    assert (sample.size, sample.population, sample.drawn_by) == (12, 12, ray)
    assert list(sample.items.order_by("place").values_list("place", flat=True)) == list(
        range(1, 13)
    )
    assert sample.strata == ["audience", "age_band"]
    assert len(sample.themes) == 2
    assert sample.sequence == book.decisions.count()


def test_sample_is_spread_over_the_strata_and_the_same_again(survey, book, themes, ray):
    for number in range(64):
        make_response(survey, answers={"child_better": f"x{number}"}, language="cy")
    for _each in range(4):
        make_response(survey, answers={"child_better": "y"}, audience="practitioner")

    one, other = (draw_sample(codebook=book, seed=3, by=ray) for _each in range(2))
    third = draw_sample(codebook=book, seed=4, by=ray)

    drawn = [list(s.items.order_by("place").values_list("answer", flat=True)) for s in (one, other)]
    assert (one.size, drawn[0]) == (50, drawn[1])
    assert drawn[0] != list(third.items.order_by("place").values_list("answer", flat=True))
    # Of 80: 64 in Welsh, 6 children and 6 parents before them, 4 practitioners.
    assert sorted(count for _stratum, _all, count in allocation_of(one)) == [2, 4, 4, 40]


def test_nothing_is_drawn_without_themes_or_answers(book, ray):
    with pytest.raises(ValidationError, match="Accept themes first"):
        draw_sample(codebook=book, by=ray)
    book.themes.create(name="Waiting")
    with pytest.raises(ValidationError, match="no answer to read yet"):
        draw_sample(codebook=book, by=ray)


def test_what_the_machine_found_is_kept_whatever_people_decide(book, themes, answers, ray):
    waiting, listening = themes["Waiting"], themes["Listening"]
    confirm_coding(coding=coding(answers, 0, waiting), by=ray)
    move_coding(coding=coding(answers, 1, waiting), to_theme=listening, by=ray)

    found = found_by_machine(book, {answer.pk for answer in answers})

    assert found == {
        **{answers[place].pk: {str(waiting.pk)} for place in range(4)},
        **{answers[place].pk: {str(listening.pk)} for place in range(4, 7)},
    }


# --- reading blind ---


def test_reading_keeps_what_people_had_decided_until_then(read, sample, themes, answers, ray, sam):
    first = coding(answers, 0, themes["Waiting"])
    confirm_coding(coding=first, by=ray)
    read(0, "Listening", by=sam)
    move_coding(coding=first, to_theme=themes["Listening"], by=ray)

    item = sample.items.get(answer=answers[0])
    assert item.first == {"yes": [str(themes["Waiting"].pk)], "open": []}
    assert len(state_of(sample).open_disputes()) == 1


def test_answer_read_in_the_grid_is_a_first_reading(read, sample, book, themes, answers, ray, sam):
    """Ray read it and put it in a theme by hand, which is no finding of the machine."""
    answer = answers[7]
    seen = standings_of(book, [answer.pk])[answer.pk].seen
    choices = Choices(seen=seen, themes=[themes["Waiting"]])
    save_reading(codebook=book, answer_id=answer.pk, choices=choices, by=ray)
    with pytest.raises(ValidationError, match="somebody else has to read it"):
        read(7, by=ray)

    read(7, "Listening", by=sam)

    assert sample.items.get(answer=answer).first == {"yes": [str(themes["Waiting"].pk)], "open": []}
    assert answer.pk not in found_by_machine(book, {answer.pk})
    assert coverage_of(book).sorted_by_person == 1


def test_no_theme_in_the_grid_is_a_first_reading(read, sample, book, answers, ray, sam):
    answer = answers[8]
    seen = standings_of(book, [answer.pk])[answer.pk].seen
    choices = Choices(seen=seen, outcome=AnswerReading.Outcome.NO_THEME)
    save_reading(codebook=book, answer_id=answer.pk, choices=choices, by=ray)

    read(8, by=sam)

    assert sample.items.get(answer=answer).first == {"yes": [], "open": []}
    assert figures_now(state=state_of(sample))["all"]["same"] == 1


def test_first_coder_is_refused_and_another_person_is_not(read, themes, answers, ray, sam):
    confirm_coding(coding=coding(answers, 0, themes["Waiting"]), by=ray)

    with pytest.raises(ValidationError, match="somebody else has to read it"):
        read(0, "Waiting", by=ray)

    assert read(0, "Waiting", by=sam).themes == [str(themes["Waiting"].pk)]
    assert read(1, "Waiting", by=ray)  # only the machine had sorted it


def test_reading_is_final(read, ray):
    read(1, "Waiting", by=ray)

    with pytest.raises(ValidationError, match="They stay as they were"):
        read(1, by=ray)

    assert AuditReading.objects.get().outcome == "themes"


@pytest.mark.parametrize(
    ("outcome", "names"), [("themes", ()), ("none", ("Waiting",)), ("unsure", ("Waiting",))]
)
def test_unclear_reading_is_refused(outcome, names, read, ray):
    with pytest.raises(ValidationError, match="Choose the themes that fit"):
        read(1, *names, by=ray, outcome=outcome)


def test_theme_out_of_use_is_refused(read, themes, ray):
    merge_themes(into=themes["Waiting"], others=[themes["Listening"]], by=ray)

    with pytest.raises(ValidationError, match="no longer in use"):
        read(1, "Listening", by=ray)


# --- figures ---


def test_unread_and_unsure_are_in_no_figure(read, sample, themes, answers, ray, sam):
    for place in (0, 1, 4):
        mine = Coding.objects.get(answer=answers[place])
        confirm_coding(coding=mine, by=ray)
    read(0, "Waiting", by=sam)
    read(1, "Listening", by=sam)
    read(4, by=sam, outcome="unsure")

    figures = figures_now(state=state_of(sample))

    assert figures["all"]["read"] == 3
    assert (figures["all"]["read_twice"], figures["all"]["unsure"]) == (2, 1)
    assert figures["themes"][str(themes["Waiting"].pk)]["read"] == 2
    assert figures["all"]["same"] == 1


def test_machine_alone_is_held_against_the_blind_reader(read, sample, themes, sam):
    for place, names in ((0, ["Waiting"]), (3, []), (7, ["Waiting", "Listening"])):
        read(place, *names, by=sam)

    figures = theme_figures(sample, themes["Waiting"])

    assert figures["read"] == 0  # no person had read them before
    assert (figures["judged"], figures["true"], figures["found"]) == (3, 2, 2)
    assert (figures["precision"], figures["recall"], figures["f1"]) == (0.5, 0.5, 0.5)


def test_two_blind_readers_are_compared_where_nobody_sorted_first(read, sample, themes, ray, sam):
    for place in (0, 1):
        read(place, "Waiting", by=sam)
        read(place, *(["Waiting"] if place else []), by=ray)

    assert theme_figures(sample, themes["Waiting"])["agreement"] == 0.5


def test_answer_leaves_the_sample_and_the_figures_with_its_permission(
    read, sample, themes, responses, answers, sam
):
    for place in (0, 1, 3):
        read(place, "Waiting", by=sam)
    assert theme_figures(sample, themes["Waiting"])["judged"] == 3

    give_permission(responses[0], "take_part", "withdrawn")
    assert theme_figures(sample, themes["Waiting"])["judged"] == 2

    Erasure.objects.create(
        receipt_hmac=responses[1].receipt_hmac, survey=responses[1].survey, day=DAY
    )
    responses[1].delete()
    assert theme_figures(sample, themes["Waiting"])["judged"] == 1
    assert AuditItem.objects.filter(sample=sample).count() == 11
    assert AuditReading.objects.count() == 2
    assert sum(drawn for _stratum, _all, drawn in allocation_of(sample)) == 10


def test_gone_answer_cannot_be_read(read, responses, sam):
    give_permission(responses[2], "take_part", "withdrawn")

    with pytest.raises(ValidationError, match="no longer there"):
        read(2, by=sam)


def test_figures_are_worked_out_once_for_each_state(read, sample, themes, sam, monkeypatch):
    read(0, "Waiting", by=sam)
    theme_figures(sample, themes["Waiting"])
    monkeypatch.setattr("insights.actions.quality.figures_of", None)

    assert theme_figures(sample, themes["Waiting"])["judged"] == 1

    read(1, "Waiting", by=sam)
    with pytest.raises(TypeError):
        theme_figures(sample, themes["Waiting"])


def test_changed_and_lost_themes_are_told(sample, themes, ray):
    waiting = rename_theme(theme=themes["Waiting"], version=1, by=ray, name="Long waits")
    themes["Waiting"].codebook.themes.create(name="Clubs")
    assert state_of(sample).changed() == ([waiting], 0)
    assert state_of(sample).newer() == 1

    merge_themes(into=waiting, others=[themes["Listening"]], by=ray)
    assert state_of(sample).changed()[1] == 1


# --- settling ---


@pytest.fixture
def dispute(read, sample, themes, answers, ray, sam):
    """Return an answer that Ray sorted into Waiting, and Sam into Listening."""
    confirm_coding(coding=coding(answers, 0, themes["Waiting"]), by=ray)
    read(0, "Listening", by=sam)
    return sample.items.get(answer=answers[0])


def test_settling_becomes_codes_of_a_person_and_can_be_undone(
    dispute, sample, book, themes, answers, alice
):
    settle_item(item=dispute, themes=[themes["Listening"]], note=" It is about ears. ", by=alice)

    assert confirmed(answers[0]) == {"Listening"}
    assert coding(answers, 0, themes["Waiting"]).state == Coding.State.REJECTED
    made = coding(answers, 0, themes["Listening"])
    assert (made.start, made.end, made.source, made.by) == (0, 20, "person", alice)
    assert state_of(sample).open_disputes() == []
    decision = book.decisions.order_by("-sequence").first()
    assert (decision.kind, decision.by) == (Decision.Kind.SETTLE, alice)
    dispute.refresh_from_db()
    assert dispute.note == "It is about ears."
    assert AnswerReading.objects.get(answer=answers[0]).by == alice

    undo_decision(decision=decision, by=alice)

    assert confirmed(answers[0]) == {"Waiting"}
    assert len(state_of(sample).open_disputes()) == 1


def test_settling_makes_no_agreement_better_but_is_the_truth_for_the_machine(
    dispute, sample, themes, alice
):
    before = theme_figures(sample, themes["Waiting"])

    settle_item(item=dispute, themes=[themes["Waiting"]], by=alice)

    after = theme_figures(sample, themes["Waiting"])
    assert (before["agreement"], after["agreement"]) == (0, 0)
    assert (before["precision"], after["precision"]) == (0, 1)


def test_settled_once(dispute, themes, alice):
    settle_item(item=dispute, themes=[], by=alice)

    with pytest.raises(ValidationError, match="nothing to settle"):
        settle_item(item=dispute, themes=[], by=alice)


def test_settling_on_a_part_leaves_the_whole_theme(dispute, themes, answers, alice):
    listening, waiting = themes["Listening"], themes["Waiting"]
    type(listening).objects.filter(pk=listening.pk).update(parent=waiting)

    # Listening is a part of Waiting now: both readers see Waiting, and differ on Listening.
    settle_item(item=dispute, themes=[listening], by=alice)

    assert confirmed(answers[0]) == {"Waiting", "Listening"}


# --- all answers ---


def test_coverage_counts_who_looked(read, book, themes, answers, ray, sam):
    confirm_coding(coding=coding(answers, 0, themes["Waiting"]), by=ray)
    read(0, "Waiting", by=sam)
    read(8, by=sam)

    coverage = coverage_of(book)

    assert (coverage.answers, coverage.with_theme, coverage.confirmed) == (12, 7, 1)
    assert (coverage.sorted_by_person, coverage.read_blind, coverage.neither) == (1, 2, 10)
    assert coverage.curve[-1] == (12, 2)


def test_short_and_rare_answers_are_told(question, answers):
    about = groups_of(question)

    assert about[str(answers[2].pk)]["length"] == "1"
    assert about[str(answers[5].pk)] == {
        "audience": "parent",
        "age_band": "adult",
        "language": "en",
        "length": "2_5",
        "words": "many",  # nobody else wrote "kind"
    }


def test_sheet_of_the_workbook(
    read, survey, question, sample, themes, answers, ray, sam, settings, tmp_path
):
    settings.EXPORT_DIR = tmp_path / "exports"
    assert agreement_rows(question) == []
    confirm_coding(coding=coding(answers, 0, themes["Waiting"]), by=ray)
    read(0, "Waiting", by=sam)

    listening, waiting = table_of(sheets_of(export_of(survey))["Agreement"])

    assert (waiting["Question"], waiting["Theme"]) == ("child_better", "Waiting")
    assert (waiting["Answers read twice"], waiting["Share read alike"]) == (1, 1)
    assert (waiting["F1 of the machine"], waiting["What to do"]) == (1, "Too few to say")
    assert (listening["Theme"], listening["Kappa"]) == ("Listening", None)
