"""How often one page of the survey asks the database, whatever the number of its questions."""

import pytest
from django.test import Client

from tests.surveys.walker import JOURNEYS, Walker


pytestmark = pytest.mark.usefixtures("sample_survey")


@pytest.fixture(params=JOURNEYS)
def walker(request):
    walker = Walker(JOURNEYS[request.param], client=Client())
    walker.walk()
    walker.get(walker.path)  # from here on the document is in memory
    return walker


@pytest.mark.parametrize("number", [1, 2, 3])
def test_page_is_one_query(walker, number, django_assert_num_queries):
    step = walker.path.replace("check", f"page-{number}")

    with django_assert_num_queries(1):  # the draft
        walker.client.get(step)


def test_check_page_is_one_query(walker, django_assert_num_queries):
    with django_assert_num_queries(1):  # the draft
        walker.client.get(walker.path)


def test_answering_a_page_is_one_read_and_one_write(walker, django_assert_num_queries):
    walker.go_back_to("take_part")
    posted = walker.filled()

    with django_assert_num_queries(4):  # the draft; savepoint, the draft's write, release
        walker.client.post(walker.path, posted)


def test_a_page_answered_for_the_first_time_is_counted_in_the_same_commit(
    django_assert_num_queries,
):
    walker = Walker(JOURNEYS["parent"], client=Client())
    walker.walk_to("region")
    walker.get(walker.path)  # the next page is in memory like any other
    posted = walker.filled()

    # The draft; savepoint, the draft's write, the two steps' counts in one, release.
    with django_assert_num_queries(5):
        walker.client.post(walker.path, posted)


def test_sending_is_a_fixed_number_of_queries(walker, django_assert_num_queries):
    other = Walker(walker.answers, client=Client())
    other.send()  # from here on the rows of questions and statements are in memory

    # The draft, its version; savepoint; the response written, read back, looked for among the
    # erased; answers; consent; seal; release; savepoint, the draft taken away, its last step
    # counted, release.
    with django_assert_num_queries(14):
        walker.client.post(walker.path, {"survey-current_step": "check"})
