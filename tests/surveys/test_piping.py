"""Answers inside later texts: only what may be repeated, in the right words, with a way without."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.definition import parse_document
from surveys.piping import AnswersInWords
from surveys.wording import Reader, text_of
from tests.factories import make_survey
from tests.surveys.documents import full_document, problems_after, question, whole_document
from tests.surveys.walker import Walker


READER = Reader("child", "8_11", "en", "standard")
NO_TOKEN = "a place for an answer cannot be read"


def piped(text):
    def change(data):
        question(data, "word")["label"] = text

    return change


def words_for(key, value, *, data=None, reader=READER):
    document = parse_document(data or full_document())
    answers = AnswersInWords(document.questions, {key: value}, reader)
    told = Reader(**{**vars(reader), "answers": answers})
    return text_of(f"What of {{answer:{key}|that}}?", told)


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("helper", "teacher", "What of Teacher?"),
        ("kinds", ["talk", "time"], "What of Talk and Time?"),
        ("place", "school", "What of School?"),
        ("feeling", 4, "What of Point 4?"),
        ("joined", "na", "What of that?"),
        ("heard", 10, "What of 10 out of 10?"),
        ("times", 3, "What of 3 times?"),
        ("began", "2024-03", "What of March 2024?"),
        ("helper", None, "What of that?"),
        ("word", "typed words", "What of that?"),
        ("wishes", ["time"], "What of that?"),
        ("nothing", "at all", "What of that?"),
    ],
)
def test_answer_stands_in_its_place(key, value, text):
    assert words_for(key, value) == text


def test_option_has_words_for_the_inside_of_a_sentence_in_each_language():
    data = whole_document()
    in_sentence = {"*": "your teacher", "pl": "twój nauczyciel"}
    question(data, "helper")["options"][0]["in_sentence"] = in_sentence

    assert words_for("helper", "teacher", data=data) == "What of your teacher?"
    polish = Reader("child", "8_11", "pl", "standard")
    assert words_for("helper", "teacher", data=data, reader=polish) == "What of twój nauczyciel?"
    assert words_for("helper", "family", data=data) == "What of Family?"


def test_without_answers_the_words_after_the_stroke_are_read():
    assert text_of({"*": "Was {answer:helper|that person} kind?"}, READER) == (
        "Was that person kind?"
    )


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=40))
def test_words_of_an_answer_are_never_read_as_a_place(words):
    told = Reader(**{**vars(READER), "answers": {"a": words, "b": "SECOND"}})

    assert text_of("{answer:a|x}", told) == (words or "x")
    assert text_of("{answer:a|x}", Reader(**{**vars(told), "answers": {"a": "{answer:b|y}"}})) == (
        "{answer:b|y}"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Was {answer:helper} kind?", NO_TOKEN),
        ("Was {answer:helper|} kind?", "'helper' has no words for who did not answer"),
        ("Was {answer:Helper|x} kind?", NO_TOKEN),
        ("Was {answer kind?", NO_TOKEN),
        ("Was {answer:helpr|she} kind?", "a text asks for 'helpr', which no page asks"),
        ("{answer:better|it}?", "a text asks for 'better', which is not answered by then"),
        ("{answer:word|it}?", "a text asks for 'word', whose answer is never repeated"),
        ("{answer:intro|it}?", "a text asks for 'intro', whose answer is never repeated"),
    ],
)
def test_place_that_cannot_be_filled_is_refused(text, message):
    assert message in [problem.message for problem in problems_after(piped(text))]


@pytest.mark.parametrize("where", ["why", "take_part", "first"])
def test_place_where_nothing_is_answered_yet_is_refused(where):
    def change(data):
        text = "Hello {answer:helper|you}"
        if where == "why":
            data["why"] = text
        elif where == "take_part":
            question(data, "take_part")["label"] = text
        else:
            data["pages"][0]["title"] = text

    assert len(problems_after(change)) == 1


def test_every_text_of_a_page_may_have_a_place():
    def change(data):
        text = "x {answer:helper|that person}"
        data["pages"][1]["title"] = text
        times = question(data, "times")
        times["hint"] = {"*": text, "child.pl": text}
        times["unit"] = text
        question(data, "feeling")["points"][0]["label"] = text

    assert problems_after(change) == []


# --- on the way through ---


@pytest.fixture
def walker(db):
    data = whole_document()
    helper = question(data, "helper")
    helper["options"][0] = {"code": "teacher", "label": "A <b>teacher</b> & more"}
    question(data, "feeling")["label"] = "How was {answer:helper|that person}?"
    data["pages"][1]["show_if"] = {"not": {"q": "helper", "op": "eq", "v": "nobody"}}
    make_survey(slug="help-near-you", document=data)
    answers = {"audience": "child", "take_part": "granted", "quote_anon": "granted"}
    return Walker({**answers, "helper": "teacher"}, start="/s/help-near-you/")


def test_answer_is_read_on_later_pages_escaped(walker):
    walker.walk_to("feeling")
    assert "How was A &lt;b&gt;teacher&lt;/b&gt; &amp; more?" in walker.text

    walker.walk()
    assert "How was A &lt;b&gt;teacher&lt;/b&gt; &amp; more?" in walker.text


def test_changed_answer_changes_the_text(walker):
    walker.walk_to("feeling")
    walker.get("/s/help-near-you/page-1/")
    walker.fill(helper="family")
    assert "How was Family?" in walker.text

    walker.get("/s/help-near-you/page-1/")
    walker.fill(helper="")
    assert "How was that person?" in walker.text


def test_own_answers_repeat_it_too(walker):
    walker.send()
    receipt = walker.receipt

    page = walker.client.post("/my-answers/", {"code": receipt}, follow=True)

    assert "How was A &lt;b&gt;teacher&lt;/b&gt; &amp; more?" in page.content.decode()
