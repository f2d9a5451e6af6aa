"""Walks every address as every role and compares with tests/access_table.py."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from insights.actions.commitments import CommitmentWords, write_commitment
from insights.actions.quality import draw_sample
from insights.actions.quotes import cite_quote
from insights.actions.recommendations import create_recommendation, link_evidence
from insights.actions.review import accept_suggestion
from insights.recommending.documents import RecommendationWords
from partners.actions.links import create_link
from people.models import Role
from people.roles import is_allowed
from surveys.actions.asking import Wish, ask_for_way
from surveys.models import Answer, Purpose
from tests.access_table import NOBODY, ROWS
from tests.consult.addresses import every_pattern, names_in
from tests.factories import make_response, make_survey
from tests.quote_factories import answer_of, make_quote
from tests.review_factories import make_export, make_run


ROLES = ("stranger", "partner", "reviewer", "administrator", "other team")
PATTERNS = {pattern.name: pattern for pattern in every_pattern()}
# Where a person without a second factor may still go: signing in and setting it up.
ENTRANCES = {"account_logout", "account_login", "account_reauthenticate", "mfa_reauthenticate"}
ACCOUNT_PAGES = ("account_", "mfa_")


@pytest.fixture
def survey(team):
    return make_survey(organisation=team)


@pytest.fixture
def link(survey, hill_street, alice):
    return create_link(survey=survey, organisation=hill_street, label="Desk", by=alice)


@pytest.fixture
def review(survey, ray, alice, settings, tmp_path):
    """Return the ids of the team's own rows: a question under review, and a file to fetch."""
    settings.EXPORT_DIR = tmp_path / "exports"
    question = survey.questions.get(key="child_better")
    for words in ("We waited months", "They listened"):
        make_response(survey, answers={question.key: words})
    first, second = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=question)
    run = make_run(question=question, groups={"One": [first], "Two": [second]}, by=ray)
    accepted, suggestion = run.suggestions.order_by("number")
    theme = accept_suggestion(suggestion=accepted, by=ray)
    words = RecommendationWords("R1", "Help sooner")
    recommendation = create_recommendation(survey=survey, words=words, by=ray)
    link = link_evidence(recommendation=recommendation, theme=theme, stance="supports", by=ray)
    sample = draw_sample(codebook=theme.codebook, by=ray)
    said = CommitmentWords("They wait long", did="We asked for more people", state="done")
    commitment = write_commitment(theme=theme, words=said, by=ray)
    allowed = make_response(
        survey, answers={question.key: "Kind staff"}, permissions={"quote_anon": "granted"}
    )
    answer = answer_of(allowed)
    quote = make_quote(answer, picker=ray, reader=alice, theme=theme)
    cite_quote(quote=quote, where=recommendation, by=ray)
    return {
        "question_id": question.pk,
        "run_id": run.pk,
        "suggestion_id": suggestion.pk,
        "theme_id": theme.pk,
        "answer_id": answer.pk,
        "quote_id": quote.pk,
        "decision_id": theme.codebook.decisions.get().pk,
        "recommendation_id": recommendation.pk,
        "evidence_id": link.pk,
        "sample_id": sample.pk,
        "item_id": sample.items.first().pk,
        "commitment_id": commitment.pk,
        "export_id": make_export(survey=survey, by=ray, kind="publication").pk,
        "way_id": ask_for_way(survey=survey, kind="paper", wish=Wish("", "", "")).pk,
    }


@pytest.fixture
def address_of(survey, link, review):
    """Return a function: name of an address -> the address of one of the team's own rows."""
    own = {"slug": survey.slug, "code": link.code, "link_id": link.pk}

    def fill(name):
        known = review | own | ROWS[name].arguments
        return reverse(name, kwargs={key: known[key] for key in names_in(PATTERNS[name])})

    return fill


@pytest.fixture
def clients(staff_client, bob, ray, alice, carol):
    signed_in = (staff_client(person) for person in (bob, ray, alice, carol))
    return dict(zip(ROLES, [Client(), *signed_in], strict=True))


def ask(client, method, address):
    """Ask, and take back what it changed, so that everybody finds the same rows signed in."""
    before, cookies = transaction.savepoint(), client.cookies.copy()
    response = getattr(client, method)(address)
    transaction.savepoint_rollback(before)
    client.cookies = cookies
    return response


def outcome_of(response):
    location = response.get("Location", "")
    if location.startswith("/accounts/login/"):
        return "s"
    return {403: "r", 404: "n", 405: "m"}.get(response.status_code, "i")


def fits(outcome, wanted):
    return outcome != "i" if wanted == "-" else outcome == wanted


def test_every_address_has_a_name_and_a_row():
    names = {pattern.name for pattern in every_pattern()}

    assert None not in names
    assert names - set(ROWS) == set(), "add a row to tests/access_table.py"
    assert set(ROWS) - names == set(), "rows of addresses that are gone"


@pytest.mark.parametrize("method", ["get", "post"])
def test_address_lets_in_whom_the_table_says(method, address_of, clients):
    wrong = {}
    for name in ROWS:
        wanted = dict(zip(ROLES, getattr(ROWS[name], method), strict=True))
        for role, client in clients.items():
            found = outcome_of(ask(client, method, address_of(name)))
            if not fits(found, wanted[role]):
                wrong[name, role] = f"wanted {wanted[role]}, found {found}"

    assert not wrong


GUARDED = {
    name: p.callback.permission for name, p in PATTERNS.items() if hasattr(p.callback, "permission")
}


@pytest.mark.parametrize("name", sorted(GUARDED))
def test_table_says_what_the_roles_say(name):
    roles = (Role.PARTNER, Role.REVIEWER, Role.ADMIN)
    allowed = ["i" if is_allowed(role, GUARDED[name]) else "r" for role in roles]

    for letters in {ROWS[name].get, ROWS[name].post} - {NOBODY}:
        assert list(letters[1:4]) == allowed


@pytest.mark.parametrize("method", ["get", "post"])
def test_password_alone_opens_no_staff_page(method, address_of, ray, password_client):
    client = password_client(ray)
    staff_pages = [n for n in ROWS if ROWS[n].get[0] != "i" and not n.startswith(ACCOUNT_PAGES)]

    answers = {name: ask(client, method, address_of(name)) for name in staff_pages}

    opened = {
        name
        for name, response in answers.items()
        if response.status_code not in {403, 404, 405}
        and response.get("Location") != reverse("mfa_index")
    }
    assert staff_pages
    assert not opened


@pytest.mark.parametrize("name", sorted(n for n in ROWS if n.startswith(ACCOUNT_PAGES)))
def test_session_without_the_code_changes_nothing_of_the_account(
    name, ray, staff_client, password_client
):
    staff_client(ray)  # the person has set up an authenticator since
    address = reverse(name, kwargs=ROWS[name].arguments)

    response = password_client(ray).post(address)

    if name not in ENTRANCES:
        assert response.status_code in {302, 405}
    assert ray.authenticator_set.filter(type="totp").exists()
