"""Run in a server's environment: the real worker, with a fault put into the middle of each job.

The fault's own message holds people's words, as real ones do.
"""

import django
from django.core.management import call_command


django.setup()

from insights.actions import export, runs  # noqa: E402  models exist only after setup()
from surveys.models import Answer  # noqa: E402


def find(self, documents, progress):
    progress("reading", 1, 2)
    raise RuntimeError(f"cannot group {documents}")


def write(source, *, kind, path, progress):
    texts = [answer.text for answer in Answer.objects.all()]
    path.write_text(str(texts))
    raise RuntimeError(f"cannot write {texts}")


runs.engine.ThemeFinder.find = find
export.write_export = write
call_command("work", "--once")
