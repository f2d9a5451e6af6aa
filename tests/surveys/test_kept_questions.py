"""Questions that nobody has answered are drawn once; what is kept is never another one's words."""

from copy import deepcopy

import pytest
from django.template import Context, Template
from django.test import Client

from consult.templatetags.kept import KeptNode
from surveys.definition import parse_document
from surveys.forms import QuestionsForm
from surveys.wording import Reader
from tests.surveys.documents import full_document
from tests.surveys.walker import JOURNEYS, Walker


READER = Reader("worker", "adult", "en", "standard")
INCLUDE = (
    "{% include field.field.widget_template with field=field page_heading=False"
    " support_lines=lines only %}"
)
KEPT = Template("{% load kept %}{% kept field=field lines=lines %}" + INCLUDE + "{% endkept %}")
FRESH = Template(INCLUDE)
# Names and kinds, not words: another one is another question.
NO_WORDS = {
    "audiences",
    "key",
    "type",
    "code",
    "concept",
    "presentation",
    "earliest",
    "latest",
    "q",
    "op",
    "v",
}


def drawn(template, question, data=None):
    form = QuestionsForm(data, questions=[question], reader=READER, prefix="page-1")
    return template.render(Context({"field": form[question.key], "lines": ()}))


def word_places(data, place=()):
    """Yield where the words of a question stand in its document."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for name, value in items:
        if name in NO_WORDS:
            continue
        if isinstance(value, str):
            yield (*place, name)
        elif isinstance(value, dict | list):
            yield from word_places(value, (*place, name))


def with_other_words(data, place):
    changed = deepcopy(data)
    inner = changed
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] += " <other>"
    return changed


def questions():
    document = parse_document(full_document())
    raw = {each["key"]: each for page in full_document()["pages"] for each in page["questions"]}
    return [(question, raw.get(question.key)) for question in document.questions()]


def parsed(data):
    """Return one question of a document's data as the parser makes it."""
    document = full_document()
    for page in document["pages"]:
        page["questions"] = [data if q["key"] == data["key"] else q for q in page["questions"]]
    return parse_document(document).question(data["key"])


@pytest.mark.parametrize(
    ("question", "data"), questions(), ids=lambda each: getattr(each, "key", "")
)
def test_other_words_are_drawn_anew(question, data):
    assert drawn(KEPT, question) == drawn(KEPT, question) == drawn(FRESH, question)

    for place in word_places(data or {}):
        other = parsed(with_other_words(data, place))
        assert drawn(KEPT, other) == drawn(FRESH, other), place


@pytest.mark.parametrize(
    ("question", "data"), questions(), ids=lambda each: getattr(each, "key", "")
)
def test_what_somebody_answered_is_never_kept(question, data):
    (node,) = KEPT.nodelist.get_nodes_by_type(KeptNode)
    before = len(node.store)

    drawn(KEPT, question, {"page-1-" + question.key: "Somebody's words"})

    assert len(node.store) == before


@pytest.mark.parametrize("who", JOURNEYS)
def test_pages_are_the_same_kept_or_made_anew(who, sample_survey, monkeypatch):
    # One person three times over: somebody else may be given the options in another order.
    monkeypatch.setattr("surveys.drafts.draw_order", lambda: 7)
    first, kept = pages_of(who), pages_of(who)
    monkeypatch.setattr(KeptNode, "render", made_anew)

    assert len(first) > 3
    assert first == kept == pages_of(who)


def made_anew(node, context):
    given = {name: value.resolve(context) for name, value in node.values.items()}
    return node.nodelist.render(context.new(given))


def pages_of(who):
    walker = Walker(JOURNEYS[who], client=Client())
    walker.begin()
    pages = []
    while walker.step != "check":
        pages.append(walker.text)
        walker.fill()
    return pages
