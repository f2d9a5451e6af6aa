"""Run in a server's environment: makes its database and opens the survey of the load bench."""

import django
from django.core.management import call_command


django.setup()

from bench.parts.four_pages import four_pages  # noqa: E402
from people.models import Organisation  # noqa: E402  models exist only after setup()
from surveys.actions.survey import create_survey, open_survey, publish_version  # noqa: E402


def open_four_pages():
    team = Organisation.objects.create(name="Team", slug="team", kind="team")
    document = four_pages()
    survey = create_survey(
        organisation=team, slug=document["slug"], title=document["title"], by=None
    )
    publish_version(survey=survey, document=document, by=None)
    open_survey(survey=survey, by=None)
    return document["slug"]


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    open_four_pages()
