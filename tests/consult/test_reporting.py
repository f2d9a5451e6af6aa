"""Logs and fault reports never hold what somebody wrote."""

import logging
import sys

import pytest
from django.test import RequestFactory
from django.views.debug import get_default_exception_reporter_filter, get_exception_reporter_class

from consult.reporting import QuietFormatter


MARKER = "zanzibar-marmalade"


@pytest.fixture
def fault():
    request = RequestFactory().post(f"/s/help/?q={MARKER}", {"answer": MARKER})
    try:
        answer = request.POST["answer"]
        raise ValueError(answer)
    except ValueError:
        return request, sys.exc_info()


def record_of(message, *arguments, exc_info=None, **extra):
    record = logging.LogRecord("surveys", logging.ERROR, __file__, 1, message, arguments, exc_info)
    record.__dict__.update(extra)
    return record


def test_line_has_event_and_ids_and_no_arguments():
    line = QuietFormatter().format(record_of("theme run done %s", MARKER, run="r1", seconds=3))

    assert line.endswith("ERROR surveys theme run done run=r1 seconds=3")


def test_line_leaves_out_extras_nobody_listed():
    assert MARKER not in QuietFormatter().format(record_of("stored", answer=MARKER))


def test_line_names_the_fault_by_class_and_place(fault):
    line = QuietFormatter().format(record_of("failed", exc_info=fault[1]))

    assert "ValueError" in line
    assert "test_reporting.py:" in line
    assert MARKER not in line


def test_line_tells_the_time_to_the_minute():
    assert QuietFormatter().format(record_of("stored")).split()[0].count(":") == 1


@pytest.mark.parametrize("kind", ["text", "html"])
def test_report_has_no_request_no_message_and_no_variables(fault, kind):
    request, exc_info = fault
    reporter = get_exception_reporter_class(request)(request, *exc_info)

    report = getattr(reporter, f"get_traceback_{kind}")()

    assert "ValueError" in report
    assert MARKER not in report
    assert MARKER not in str(reporter.get_traceback_data())


def test_report_filter_drops_what_was_posted(fault):
    request, _exc_info = fault

    assert get_default_exception_reporter_filter().get_post_parameters(request) == {}


def test_line_of_other_peoples_code_has_no_words():
    record = record_of(f"value {MARKER} is odd")
    record.name = "somelibrary.part"

    assert QuietFormatter().format(record).endswith("ERROR somelibrary.part ")
