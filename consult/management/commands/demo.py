"""`manage.py demo`: the whole road once on sample answers, with a progress bar."""

import logging

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from consult.demo import (
    COLLEAGUE,
    REVIEWER,
    find_all_themes,
    keep_log_ins,
    load_people,
    load_survey,
    log_ins_file,
    questions_to_read,
    submit_samples,
    write_workbook,
)
from consult.demo_findings import write_findings
from consult.demo_tour import SITE, stops
from people.models import User


class Command(BaseCommand):
    help = "Load the sample survey, send sample responses, find themes, write what came of them."

    def add_arguments(self, parser):
        parser.add_argument("--responses", type=int, default=600)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args, **options):
        if settings.IN_SERVICE:
            raise CommandError("The demo makes sample log-ins and answers: never in service.")
        logging.getLogger("insights").setLevel(logging.WARNING)  # the bar says what goes well
        team, partners, log_ins = load_people()
        keep_log_ins(log_ins)
        survey = load_survey(team, partners)
        new = self._submit(survey, options["responses"], options["seed"])
        questions = self._find_themes(survey)
        write_findings(
            survey,
            reviewer=User.objects.get(email=REVIEWER),
            colleague=User.objects.get(email=COLLEAGUE),
        )
        workbook = write_workbook(survey)
        self._say_where(survey, new, questions, workbook)

    def _submit(self, survey, count, seed):
        samples = submit_samples(survey, count=count, seed=seed)
        return sum(tqdm(samples, total=count, desc="Sending answers", unit="response"))

    def _find_themes(self, survey):
        total = questions_to_read(survey).count()
        with tqdm(total=total * 100, desc="Finding themes", unit="%") as bar:

            def show(number, percent):
                bar.update(max(0, number * 100 + percent - bar.n))

            return find_all_themes(survey, show)

    def _say_where(self, survey, new, questions, workbook):
        say = self.stdout.write
        say("")
        say(f"{new} new responses sent, themes found for {questions} open questions.")
        say("Two sample people have done half of the work on them; the rest is yours.")
        say(f"  Workbook   {workbook}")
        say(f"  Database   {settings.DATABASE_URL}")
        say("")
        say("Open the site with:  make run")
        say(f"  The survey        {SITE}/s/{survey.slug}/")
        say(f"  For the team      {SITE}/staff/")
        say(f"  For the partner   {SITE}/partner/")
        say("")
        say("What there is to see for the team, once you are signed in:")
        for words, address in stops(survey):
            say(f"  {words}")
            say(f"    {address}")
        say("")
        say(f"Sample log-ins (kept in {log_ins_file()}):")
        for line in log_ins_file().read_text(encoding="utf-8").splitlines():
            email, password, *secret = line.split()
            say(f"  {email}   {password}")
            if secret:
                say(f"    authenticator secret {secret[0]}; or run: make demo-code EMAIL={email}")
