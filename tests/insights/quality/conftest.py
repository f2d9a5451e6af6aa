"""Three people of a team, twelve answers to one question, and two themes the machine filled."""

import pytest

from insights.actions.quality import commit_reading, draw_sample
from insights.actions.review import accept_suggestion
from insights.actions.runs import codebook_of
from insights.models import Theme
from people.models import Role
from surveys.models import Answer, Purpose
from tests.factories import make_response, make_survey
from tests.people_fixtures import _person
from tests.review_factories import make_run


WORDS = (
    ("We waited for months", "child"),
    ("Waiting and waiting", "child"),
    ("wait", "child"),
    ("The list is long", "parent"),
    ("A teacher listened", "parent"),
    ("My teacher was kind", "parent"),
    ("They listen", "child"),
    ("Nobody listened and we waited", "parent"),
    ("More clubs", "child"),
    ("A club", "child"),
    ("Sports for all", "parent"),
    ("Nothing to add", "parent"),
)


@pytest.fixture
def sam(team):
    return _person("sam@example.org", team, Role.REVIEWER)


@pytest.fixture
def survey(team):
    return make_survey(organisation=team)


@pytest.fixture
def responses(survey):
    return [
        make_response(survey, answers={"child_better": words}, audience=audience)
        for words, audience in WORDS
    ]


@pytest.fixture
def question(survey):
    return survey.questions.get(key="child_better")


@pytest.fixture
def book(question):
    return codebook_of(question=question)


@pytest.fixture
def answers(responses, question):
    """Return the answers in the order of WORDS."""
    rows = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=question)
    by_response = {row.response_id: row for row in rows}
    return [by_response[response.pk] for response in responses]


@pytest.fixture
def themes(question, answers, ray):
    """The machine puts the first four in Waiting, the next three in Listening."""
    groups = {"Waiting": answers[:4], "Listening": answers[4:7]}
    run = make_run(question=question, groups=groups, by=ray)
    for suggestion in run.suggestions.all():
        accept_suggestion(suggestion=suggestion, by=ray)
    return {theme.name: theme for theme in Theme.objects.all()}


@pytest.fixture
def sample(book, themes, ray):
    return draw_sample(codebook=book, seed=7, by=ray)


@pytest.fixture
def read(sample, themes, answers):
    """Return a reader of one answer, by its place in WORDS: read(7, "Waiting", by=ray)."""

    def commit(place, *names, by, outcome=None):
        return commit_reading(
            item=sample.items.get(answer=answers[place]),
            outcome=outcome or ("themes" if names else "none"),
            themes=[themes[name] for name in names],
            by=by,
        )

    return commit
