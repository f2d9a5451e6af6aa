"""The whole road once, on sample answers: people, survey, responses, themes, workbook.

Everything goes through the same actions that the site uses. Loading twice adds nobody: each sample
response has a secret of its own that depends only on the seed and its number.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.utils import timezone

from consult.demo_walks import Ways
from insights.actions.export import file_path, request_export, run_export
from insights.actions.runs import codebook_of, perform_run, request_run
from insights.jobs import claim
from partners.actions.links import create_link
from people.actions.users import add_membership, create_organisation, create_user
from people.models import Organisation, Role, User
from samples.generator import TRANSLATIONS, generate_responses, load_answers, load_document
from surveys.actions.response import submit_response
from surveys.actions.survey import create_survey, open_survey, publish_version
from surveys.documents import document_of
from surveys.helping import with_helping
from surveys.models import Channel, Survey
from surveys.path import build_path
from surveys.translation_files import with_sheets


REVIEWER, PARTNER = "reviewer@demo.example", "partner@demo.example"
# Whoever checks what the first reviewer decided: a second reading needs a second person.
COLLEAGUE = "colleague@demo.example"
PARTNERS = (("Hill Street Family Hub", "hill-street"), ("Riverside Youth Club", "riverside"))
# Left for whoever tries the demo: its themes are found with a press of a button.
UNTOUCHED = "child_trust_why"
DAYS = 21  # the sample answers came in over three weeks


@dataclass(frozen=True)
class LogIn:
    """How to sign in to the demo; none of it is real or used elsewhere."""

    email: str
    password: str
    authenticator_secret: str = ""


def load_people() -> tuple[Organisation, list[Organisation], list[LogIn]]:
    """Return the team, its partners, and the log-ins that were made now."""
    team = _organisation("Centre for the Children's Workforce", "ccw", Organisation.Kind.TEAM)
    partners = [_organisation(name, slug, Organisation.Kind.PARTNER) for name, slug in PARTNERS]
    reviewer = _log_in(REVIEWER, "Sample reviewer", team, Role.REVIEWER)
    colleague = _log_in(COLLEAGUE, "Sample colleague", team, Role.REVIEWER)
    partner = _log_in(PARTNER, "Sample partner", partners[0], Role.PARTNER)
    return team, partners, [each for each in (reviewer, colleague, partner) if each]


def _organisation(name, slug, kind):
    found = Organisation.objects.filter(slug=slug).first()
    return found or create_organisation(name=name, slug=slug, kind=kind, by=None)


def _log_in(email, name, organisation, role):
    if User.objects.filter(email=email).exists():
        return None
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    user = create_user(email=email, name=name, password=password, by=None)
    add_membership(user=user, organisation=organisation, role=role, by=None)
    if role == Role.PARTNER:
        return LogIn(email, password)
    return LogIn(email, password, _second_factor(user))


def _second_factor(user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def load_survey(team: Organisation, partners: Iterable[Organisation]) -> Survey:
    """Return the sample survey, published and open, with a link for each partner."""
    # In the machine drafts of other languages, which nobody but staff is shown.
    document, _stale = with_sheets(with_helping(load_document()), TRANSLATIONS)
    survey = Survey.objects.filter(slug=document["slug"]).first()
    if survey is None:
        survey = create_survey(
            organisation=team, slug=document["slug"], title=document["title"]["*"], by=None
        )
    publish_version(survey=survey, document=document, by=None)
    open_survey(survey=survey, by=None)
    for partner in partners:
        if not Channel.objects.filter(survey=survey, organisation=partner).exists():
            create_link(survey=survey, organisation=partner, label=partner.name, by=None)
    return survey


def submit_samples(survey: Survey, *, count: int, seed: int) -> Iterator[bool]:
    """Submit `count` sample responses; yield for each whether it was new."""
    version = survey.published_version()
    channels = {channel.code: channel for channel in survey.channels.all()}
    document = load_document()
    samples = generate_responses(
        document, load_answers(), count=count, seed=seed, partner_codes=sorted(channels)
    )
    parsed = document_of(str(version.pk))
    ways = Ways(version, parsed)
    try:
        for number, sample in enumerate(samples):
            is_new = _submit(version, parsed, sample, channels, seed=seed, number=number)
            if is_new:
                ways.add(sample, name=f"{seed}|{number}")
            yield is_new
    finally:
        ways.keep_those_who_sent()


def _submit(version, document, sample, channels, *, seed, number) -> bool:
    reader = document.reader(sample.audience, sample.age_band)
    path = build_path(
        document, reader=reader, permissions=sample.permissions, answers=sample.answers
    )
    return submit_response(
        version=version,
        path=path,
        secret=hashlib.sha256(f"demo|{seed}|{number}".encode()).digest(),
        channel=channels.get(sample.partner_code),
        received_day=timezone.localdate() - timedelta(days=number % DAYS),
    ).is_new


def questions_to_read(survey: Survey):
    return survey.questions.filter(is_open=True).exclude(key=UNTOUCHED).order_by("key")


def find_all_themes(survey: Survey, on_progress: Callable[[int, int], None]) -> int:
    """Find themes for each open question but one; return how many questions there were.

    `on_progress` is called with the number of questions done and the percentage of the next.
    """
    questions = list(questions_to_read(survey))
    for number, question in enumerate(questions):
        run = request_run(codebook=codebook_of(question=question), by=None)
        perform_run(run=run, on_progress=partial(on_progress, number))
    on_progress(len(questions), 0)
    return len(questions)


def write_workbook(survey: Survey) -> Path:
    """Return the path of a fresh workbook of the survey."""
    export = request_export(
        survey=survey, kind="workbook", purpose="To show what the demo found", by=None
    )
    run_export(export=export, token=claim(export))
    export.refresh_from_db()
    return file_path(export)


def log_ins_file() -> Path:
    return settings.DATA_DIR / "demo-log-ins.txt"


def keep_log_ins(log_ins: Iterable[LogIn]) -> None:
    """Put new log-ins into the file beside the demo's data, readable by its owner only."""
    path = log_ins_file()
    path.touch(mode=0o600)
    kept = {line.split()[0]: line for line in path.read_text(encoding="utf-8").splitlines()}
    for each in log_ins:
        kept[each.email] = f"{each.email} {each.password} {each.authenticator_secret}"
    path.write_text("".join(f"{line}\n" for line in kept.values()), encoding="utf-8")
