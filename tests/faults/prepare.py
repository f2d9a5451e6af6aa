"""Run in a server's environment: makes its database and opens the survey of the tests."""

import django
from django.core.management import call_command


django.setup()

from people.models import Organisation  # noqa: E402  models exist only after setup()
from surveys.actions.survey import create_survey, open_survey, publish_version  # noqa: E402
from tests.factories import small_document  # noqa: E402


def prepare():
    call_command("migrate", verbosity=0)
    team = Organisation.objects.create(name="Team", slug="team", kind="team")
    document = small_document()
    survey = create_survey(
        organisation=team, slug=document["slug"], title=document["title"], by=None
    )
    publish_version(survey=survey, document=document, by=None)
    open_survey(survey=survey, by=None)


prepare()
