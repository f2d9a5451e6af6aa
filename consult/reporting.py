"""Logs and fault reports that say what broke without saying what people wrote."""

import logging
import sys
import threading
import traceback

from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter


class QuietFormatter(logging.Formatter):
    """Time to the minute, level, logger, the fixed words of the event, and ids.

    Exceptions are named by class and by the lines they passed through; their message and the
    values of variables are left out, because either may hold what somebody wrote.
    """

    EXTRAS = (
        "job",
        "id",
        "run",
        "export",
        "batch",
        "survey",
        "seconds",
        "count",
        "kind",
        "route",
        "status",
        "status_code",
    )
    # Whose event names are fixed words. Others (Python's warnings, django.security) put values in.
    SPEAKERS = (
        "consult",
        "people",
        "safeguarding",
        "surveys",
        "insights",
        "partners",
        "django.request",
        "gunicorn",
    )

    def format(self, record):
        moment = self.formatTime(record, "%Y-%m-%dT%H:%M")
        # The template of the message only: its arguments may be a path or a value.
        words = str(record.msg).split("%", 1)[0].strip() if self._is_known(record.name) else ""
        extras = [
            f"{name}={getattr(record, name)}" for name in self.EXTRAS if hasattr(record, name)
        ]
        line = " ".join([moment, record.levelname, record.name, words, *extras])
        if record.exc_info and record.exc_info[0]:
            line += "\n" + frames_of(record.exc_info)
        return line

    def _is_known(self, name):
        return any(name == known or name.startswith(f"{known}.") for known in self.SPEAKERS)


def frames_of(exc_info) -> str:
    """Return the exception's class and its file:line frames, with no message and no values."""
    kind, _, trace = exc_info
    lines = [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    return "\n".join([f"  {kind.__name__}", *lines])


def keep_quiet():
    """Make warnings and faults that nothing caught as quiet as the rest; for a live service.

    A worker's last words go to the system's journal, and a fault's message may be an answer.
    """
    logging.captureWarnings(True)
    sys.excepthook = _say_frames
    threading.excepthook = lambda fault: _say_frames(*fault[:3])


def _say_frames(kind, error, trace):
    if issubclass(kind, KeyboardInterrupt):
        return
    sys.stderr.write(frames_of((kind, error, trace)) + "\n")


class QuietReporterFilter(SafeExceptionReporterFilter):
    """Nothing posted and no variable is ever part of a report."""

    def get_post_parameters(self, request):
        return {}

    def get_traceback_frame_variables(self, request, tb_frame):
        return []


class QuietExceptionReporter(ExceptionReporter):
    """A report of class and frames only."""

    def get_traceback_data(self):
        return {"exception_type": getattr(self.exc_type, "__name__", "")}

    def get_traceback_text(self):
        return frames_of((self.exc_type, self.exc_value, self.tb))

    get_traceback_html = get_traceback_text
