"""Picking, reading and using quotes: two people, live permission, no words kept, and a ledger."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from insights.actions import comparisons
from insights.actions.quotes import (
    Choice,
    approve_quote,
    change_quote,
    cite_quote,
    drop_quote,
    pick_quote,
    send_back_quote,
    stop_citing,
)
from insights.actions.recommendations import RecommendationWords, create_recommendation
from insights.exports.survey_source import SurveySource
from insights.exports.writers import WRITERS
from insights.models import Codebook, Export, Quote, QuoteUse, Redaction, Theme
from insights.quoting import crowd
from insights.quoting.intruder import KEYS
from insights.quoting.reading import shown_quotes, with_parts
from insights.quoting.redact import CUT, KEEP, REPLACE, Mark, Passage
from people.models import AuditEvent
from surveys.actions.holding import release_answer
from surveys.actions.permissions import change_permission
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Response
from surveys.receipts import receipt_for, receipt_hmac_of
from tests.comparing_factories import comparing_document
from tests.factories import give_permission, make_response, make_survey
from tests.insights.exports.oracle import table_of
from tests.insights.exports.test_export_action import export_of, quotable, sheets_of
from tests.quote_factories import answer_of, approve, make_quote


TEXT = "Ms Patel woz kind. She came every week. Then she left in May."
WHOLE = Passage(0, len(TEXT))


@pytest.fixture(autouse=True)
def _export_dir(settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"


@pytest.fixture
def survey(team):
    return make_survey(organisation=team)


@pytest.fixture
def theme(survey):
    question = survey.questions.get(key="child_better")
    codebook = Codebook.objects.create(survey=survey, question=question)
    return Theme.objects.create(codebook=codebook, name="Kindness")


@pytest.fixture
def response(survey):
    return quotable(survey, TEXT)


@pytest.fixture
def answer(response):
    return answer_of(response)


def printed_of(survey):
    rows = with_parts(Quote.objects.all()).order_by("start")
    return [(each.words, each.attribution) for each in shown_quotes(rows, survey=survey)]


def code_of(act):
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        act()
    return caught.value.code


def test_picked_words_are_printed_and_never_stored(survey, answer, theme, ray):
    marks = (
        Mark(0, 8, REPLACE, "name", "a teacher"),
        Mark(19, 39, CUT),
        Mark(57, 60, KEEP, "date"),
    )

    quote = make_quote(answer, picker=ray, theme=theme, kind="strong", marks=marks)

    assert printed_of(survey) == [("[a teacher] woz kind. … Then she left in May.", "Child")]
    assert (quote.state, quote.version) == (Quote.State.DRAFT, 1)
    with connection.cursor() as cursor:
        for model in (Quote, Redaction, QuoteUse, AuditEvent):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            assert not [
                word for word in ("Patel", "kind.", "week") if word in str(cursor.fetchall())
            ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"passage": Passage(5, 5)}, "no_place"),
        ({"passage": Passage(0, 99)}, "no_place"),
        ({"passage": Passage(0, 8, (Mark(0, 8, REPLACE, "name"),))}, "nothing_left"),
        ({"passage": Passage(0, 18, (Mark(0, 8, REPLACE, "name", "Ms  patel"),))}, "label_says_it"),
        ({"passage": Passage(0, 61, (Mark(19, 22, REPLACE, "name"),))}, "still_there"),
        (
            {
                "passage": Passage(0, 18, (Mark(3, 8, REPLACE, "name"),)),
                "translation": "Pani Patel była miła",
            },
            "translation_says_it",
        ),
    ],
)
def test_what_would_give_somebody_away_is_refused(answer, ray, change, code):
    choice = Choice(**({"passage": WHOLE, "kind": "typical"} | change))

    assert code_of(lambda: pick_quote(answer=answer, choice=choice, by=ray)) == code
    assert not Quote.objects.exists()


def test_no_quote_without_permission_or_of_a_held_answer(survey, answer, theme, ray):
    refused = answer_of(make_response(survey, answers={"child_better": TEXT}))
    held = answer_of(quotable(survey, TEXT))
    type(held).objects.filter(pk=held.pk).update(is_held=True)
    other = answer_of(
        make_response(survey, answers={"child_worse": TEXT}, permissions={"quote_anon": "granted"}),
        "child_worse",
    )

    assert code_of(lambda: make_quote(refused, picker=ray)) == "not_allowed"
    assert code_of(lambda: make_quote(held, picker=ray)) == "not_allowed"
    assert code_of(lambda: make_quote(other, picker=ray, theme=theme)) == "other_question"
    make_quote(answer, picker=ray)
    assert code_of(lambda: make_quote(answer, picker=ray)) == "there_already"


def test_only_another_person_approves_and_a_change_wants_reading_again(answer, ray, alice):
    quote = make_quote(answer, picker=ray)

    def approving(by, version=1, checks=KEYS):
        return lambda: approve_quote(quote=quote, checks=list(checks), version=version, by=by)

    assert code_of(approving(ray)) == "same_person"
    assert code_of(approving(alice, checks=KEYS[1:])) == "unchecked"
    assert code_of(approving(alice, version=7)) == "changed"
    assert not Quote.objects.usable().exists()
    approving(alice)()
    quote.refresh_from_db()
    assert (quote.second_reader, quote.checks) == (alice, list(KEYS))
    assert list(Quote.objects.usable()) == [quote]

    choice = Choice(Passage(0, 18), "typical")
    change_quote(quote=quote, answer=answer, choice=choice, version=2, by=alice)

    quote.refresh_from_db()
    assert (quote.state, quote.second_reader, quote.picked_by) == ("draft", None, alice)
    assert not Quote.objects.usable().exists()
    assert code_of(approving(alice, version=3)) == "same_person"
    back = {"quote": quote, "version": 3, "by": ray}
    assert code_of(lambda: send_back_quote(reason="  ", **back)) == "no_reason"
    send_back_quote(reason="Too long", **back)
    quote.refresh_from_db()
    assert (quote.state, quote.note, quote.second_reader) == ("sent_back", "Too long", ray)
    events = AuditEvent.objects.filter(target_id=str(quote.pk)).order_by("pk")
    assert [each.event for each in events] == [
        "quote picked", "quote approved", "quote changed", "quote sent_back",
    ]  # fmt: skip


def test_nobody_is_quoted_more_than_twice_in_a_report(survey, answer, ray, alice):
    places = ((0, 18), (19, 39), (40, 60))
    one, two, three = (
        make_quote(answer, picker=ray, start=start, end=end) for start, end in places
    )
    other = make_quote(answer_of(quotable(survey, "Nobody rang")), picker=ray, reader=alice)
    approve(one, by=alice)
    approve(two, by=alice)

    assert code_of(lambda: approve(three, by=alice)) == "quoted_enough"

    send_back_quote(quote=one, reason="The third says it better", version=2, by=alice)
    approve(three, by=alice)
    assert set(Quote.objects.usable()) == {two, three, other}


def test_files_hold_two_quotes_of_a_person_whatever_was_approved_before(survey, answer, ray, alice):
    for start, end in ((0, 18), (19, 39), (40, 60)):
        quote = make_quote(answer, picker=ray, start=start, end=end)
        Quote.objects.filter(pk=quote.pk).update(
            state="approved", second_reader=alice, read_at=quote.picked_at
        )
    other = make_quote(answer_of(quotable(survey, "Nobody rang")), picker=ray, reader=alice)

    quotes = list(SurveySource(export_of(survey), using="default").quotes())

    assert len(quotes) == 3
    assert str(other.pk) in {each.id for each in quotes}


def test_words_that_safeguarding_let_go_on_want_a_judgement_of_their_own(answer, ray, alice):
    type(answer).objects.filter(pk=answer.pk).update(is_held=True)
    assert code_of(lambda: make_quote(answer, picker=ray)) == "not_allowed"
    release_answer(answer=answer, by=alice)
    quote = make_quote(answer, picker=ray)

    assert code_of(lambda: approve(quote, by=alice)) == "unchecked"
    assert not Quote.objects.usable().exists()

    approve_quote(quote=quote, checks=[*KEYS, "released"], version=1, by=alice)
    assert list(Quote.objects.usable()) == [quote]


def test_database_knows_no_second_reader_who_picked(answer, ray, alice):
    quote = make_quote(answer, picker=ray, reader=alice)

    for change in (
        {"second_reader": ray},
        {"start": 9, "end": 9},
        {"read_at": None},
        {"second_reader": None, "read_at": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Quote.objects.filter(pk=quote.pk).update(**change)


def asked_survey(team):
    document = comparing_document()
    document["permissions"].append(
        {"key": "quote_context", "type": "consent", "purpose": "quote_context",
         "statement_version": 1, "label": "More?", "yes": "Yes", "no": "No",
         "audiences": ["parent", "practitioner"]}
    )  # fmt: skip
    return make_survey(organisation=team, document=document, slug="comparing")


@pytest.mark.parametrize(
    ("others", "wanted"), [(9, "Practitioner, Health, North"), (8, "Practitioner")]
)
def test_region_and_work_stand_there_for_ten_people_alike(team, ray, others, wanted):
    survey = asked_survey(team)
    given = {"adult_better": "More time", "region": ("north", "North"), "sector": ("health", "H")}
    more = {"quote_anon": "granted", "quote_context": "granted"}
    for _each in range(others):
        make_response(survey, answers=given, audience="practitioner")
    # Elsewhere, or of another audience: nobody who is alike.
    make_response(survey, answers=given | {"region": ("south", "S")}, audience="practitioner")
    make_response(survey, answers={"region": ("north", "North")}, audience="parent")
    said = make_response(survey, answers=given, audience="practitioner", permissions=more)
    make_quote(answer_of(said, "adult_better"), picker=ray)

    if others == 8:
        wanted = "Practitioner, Health"  # ten do that work, not all of them there
    assert printed_of(survey) == [("More time", wanted)]

    give_permission(said, "quote_context", "withdrawn")
    assert printed_of(survey) == [("More time", "Practitioner")]


def test_people_alike_are_counted_once_and_never_with_who_left(team, ray, monkeypatch):
    monkeypatch.setattr(comparisons, "COUNTED_EACH_TIME", 0)
    survey = asked_survey(team)
    given = {"adult_better": "More time", "region": ("north", "North"), "sector": ("health", "H")}
    more = {"quote_anon": "granted", "quote_context": "granted"}
    *_others, last = (
        make_response(survey, answers=given, audience="practitioner") for _each in range(9)
    )
    said = make_response(survey, answers=given, audience="practitioner", permissions=more)
    make_quote(answer_of(said, "adult_better"), picker=ray)
    first = printed_of(survey)

    with monkeypatch.context() as patch:
        patch.setattr(crowd, "answers_by_day", None)
        assert printed_of(survey) == first == [("More time", "Practitioner, Health, North")]

    receipt = receipt_for(b"l" * 32)
    Response.objects.filter(pk=last.pk).update(receipt_hmac=receipt_hmac_of(receipt))
    withdraw_response(receipt=receipt)
    assert printed_of(survey) == [("More time", "Practitioner")]


def test_files_hold_what_is_usable_as_it_is_printed_and_the_ledger_says_so(
    survey, response, answer, theme, ray, alice
):
    mark = Mark(0, 8, REPLACE, "name")
    quote = make_quote(answer, picker=ray, reader=alice, theme=theme, marks=(mark,))
    make_quote(answer, picker=ray, theme=theme, start=0, end=18)  # nobody has read it yet

    first = export_of(survey, by=ray)

    [row] = table_of(sheets_of(first)["Quotes"])
    assert row["Words"] == f"[name]{TEXT[8:]}"
    assert (row["Who said it"], row["Theme"], row["Taken out"]) == ("Child", "Kindness", "name")
    use = QuoteUse.objects.get()
    assert (use.quote, use.place, use.place_id, use.by) == (quote, "export", str(first.pk), ray)
    assert "quotes" not in first.manifest

    give_permission(response, "quote_anon", "withdrawn")
    assert table_of(sheets_of(export_of(survey))["Quotes"]) == []
    assert printed_of(survey) == []
    assert not Quote.objects.usable().exists()
    assert Quote.objects.not_allowed().count() == 2
    assert QuoteUse.objects.get() == use  # so that whoever has the file can be told


def test_a_permission_taken_back_takes_the_files_back_at_once(
    survey, response, answer, theme, ray, alice
):
    quote = make_quote(answer, picker=ray, reader=alice, theme=theme)
    made = [export_of(survey, kind=kind, by=ray) for kind in WRITERS]

    change_permission(response=response, key="quote_anon", is_granted=False)

    assert not Export.objects.downloadable().exists()
    assert len(made) == Export.objects.exclude(superseded_at=None).count()
    assert code_of(lambda: approve(quote, by=alice)) == "not_allowed"
    assert code_of(lambda: cite_quote(quote=quote, where=theme, by=ray)) == "not_usable"


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_leaves_the_ledger_without_the_quote(
    survey, response, answer, theme, ray, alice
):
    receipt = receipt_for(b"q" * 32)
    Response.objects.filter(pk=response.pk).update(receipt_hmac=receipt_hmac_of(receipt))
    make_quote(answer, picker=ray, reader=alice, theme=theme, marks=(Mark(0, 8, KEEP, "name"),))
    export = export_of(survey, by=ray)

    withdraw_response(receipt=receipt)

    assert not Quote.objects.exists()
    assert not Redaction.objects.exists()
    use = QuoteUse.objects.get()
    assert (use.quote, use.place_id) == (None, str(export.pk))


def test_citing_is_noted_once_and_a_used_quote_is_not_dropped(survey, answer, ray, alice):
    quote = make_quote(answer, picker=ray, reader=alice)
    where = create_recommendation(survey=survey, words=RecommendationWords("R1", "More"), by=ray)

    first, second = (cite_quote(quote=quote, where=where, by=ray) for _time in range(2))

    assert first == second
    assert (first.place, first.place_id) == ("recommendation", str(where.pk))
    assert code_of(lambda: drop_quote(quote=quote, by=ray)) == "used"
    stop_citing(quote=quote, where=where)
    drop_quote(quote=quote, by=ray)
    assert not Quote.objects.exists()


def test_quotes_are_not_looked_for_among_all_answers(survey, theme):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by how many rows there are")
    quotes = Quote.objects.all()

    for asked in (quotes.of_question(theme.codebook.question), quotes.of_survey(survey)):
        first, second, *_rest = asked.explain().splitlines()
        assert "SCAN insights_quote" in first
        assert "SEARCH surveys_answer" in second and "(id=?)" in second


def test_each_question_and_survey_has_its_own_quotes(survey, theme, ray):
    other = make_survey(organisation=survey.organisation, slug="other")
    mine = make_quote(answer_of(quotable(survey, TEXT)), picker=ray, theme=theme)
    theirs = make_quote(answer_of(quotable(other, TEXT)), picker=ray)

    assert list(Quote.objects.of_survey(survey)) == [mine]
    assert list(Quote.objects.of_survey(other.pk)) == [theirs]
    assert list(Quote.objects.of_question(theme.codebook.question)) == [mine]
    assert not Quote.objects.of_question(survey.questions.get(key="child_more"))
