"""Part of bench/overview.py: all that the overview counts and draws, without its template."""

import json
import os
import statistics
import sys
import time
from pathlib import Path

import django


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "consult.settings"
django.setup()

from insights.actions.counting import keep_counts  # noqa: E402  models exist only after setup()
from insights.models import SurveyCount  # noqa: E402
from insights.overview.page import overview_of  # noqa: E402
from people.models import User  # noqa: E402
from surveys.models import Survey  # noqa: E402


TIMES = 9


def ask():
    survey, person = Survey.objects.get(), User(email="bench@example.org")
    SurveyCount.objects.all().delete()
    overview_of(survey, by=person, role="reviewer", is_exact=False)  # loads solver, document
    anew = median_of(survey, person, 3)
    start = time.process_time()
    keep_counts()
    counting = time.process_time() - start
    return {"anew": anew, "counting": counting, "kept": median_of(survey, person, TIMES)}


def median_of(survey, person, times):
    found = []
    for _each in range(times):
        start = time.process_time()
        overview_of(survey, by=person, role="reviewer", is_exact=False)
        found.append(time.process_time() - start)
    return statistics.median(found)


print(json.dumps(ask()))
