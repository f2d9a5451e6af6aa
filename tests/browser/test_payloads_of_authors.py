"""Payloads in what is not an answer: surveys, names, forms, addresses (WEB-02)."""

from itertools import count, cycle
from urllib.parse import quote

import pytest
from django.db import OperationalError
from django.urls import reverse

from insights.actions.review import accept_suggestion
from partners.actions.links import create_link
from people.models import Organisation
from surveys.models import Answer, Channel, Purpose
from tests.browser.payloads import PAYLOADS
from tests.browser.walking import go_to_check, send
from tests.browser.watching import missing_from
from tests.factories import make_response, make_survey, small_document
from tests.review_factories import make_run


OF_AUTHORS = frozenset(
    ("title", "organisation", "why", "readers", "what_happens", "contact", "label", "hint")
    + ("body", "unit", "yes", "no", "not_applicable")
)
# Of each kind a few: every one of them costs a page.
SOME = PAYLOADS[::15]
EACH_TEAM = 12  # people enough for a partner to see the names of groups


@pytest.fixture
def team(transactional_db, team):
    return team


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


@pytest.fixture
def survey(team):
    """A survey whose every text is a payload, and which has enough texts for all of them."""
    document = small_document()
    numbers = count(1)
    while next(numbers) <= len(PAYLOADS) // 8:
        document["pages"].append({"key": f"more_{len(document['pages'])}", "questions": []})
        document["pages"][-1]["questions"].append(question_of(len(document["pages"])))
    return make_survey(organisation=team, document=spoiled(document, cycle(PAYLOADS)))


def question_of(number):
    options = [{"code": f"o{each}", "label": ""} for each in range(6)]
    kind = {"type": "single", "label": "", "hint": "", "options": options}
    return {"key": f"more_{number}", "concept": f"more_{number}", **kind}


def spoiled(part, payloads):
    """Return a copy of a document in which every text that authors write is the next payload."""
    if isinstance(part, list):
        return [spoiled(each, payloads) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        key: next(payloads) if key in OF_AUTHORS else spoiled(each, payloads)
        for key, each in part.items()
    }


def texts_in(part):
    """Return the payloads of a spoiled document, or of a part of it."""
    if isinstance(part, list):
        return [text for each in part for text in texts_in(each)]
    if not isinstance(part, dict):
        return []
    own = [each for key, each in part.items() if key in OF_AUTHORS]
    return own + [text for each in part.values() for text in texts_in(each)]


@pytest.fixture
def theme(survey, ray):
    question = survey.questions.get(key="child_better")
    for words in ("We waited", "They listened"):
        make_response(survey, answers={question.key: words})
    answers = list(Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=question))
    run = make_run(question=question, groups={"One": answers, "Two": answers[:1]}, by=ray)
    first, second = run.suggestions.order_by("number")
    accept_suggestion(suggestion=second, by=ray)
    return accept_suggestion(suggestion=first, by=ray)


def test_surveys_run_on_no_page_of_respondents(watch, survey):
    document = survey.published_version().document
    who = document["audiences"][0]["label"]

    watch.look(f"/s/{survey.slug}/")
    watch.page.get_by_role("button", name="Start").click()
    watch.check_here()
    watch.page.get_by_role("button", name="Continue").click()
    watch.check_here()
    watch.page.get_by_label(who, exact=True).check()
    watch.page.get_by_role("button", name="Continue").click()
    go_to_check(watch.page, words=PAYLOADS[1], on_page=lambda page: watch.check_here())
    send(watch.page)
    watch.check_here()

    assert len(set(texts_in(document))) == len(PAYLOADS)
    assert missing_from(watch.seen, texts_in(document)) == []


def test_surveys_run_on_no_page_of_staff(watch, client, survey, theme):
    document = survey.published_version().document
    questions = [each for page in document["pages"] for each in page["questions"]]
    titles = {each["key"]: each["label"] for each in questions}
    watch.sign_in(client)

    listed = watch.look(reverse("survey_list"))
    detail = watch.look(reverse("survey_detail", args=[survey.slug]))
    watch.look(reverse("export_list", args=[survey.slug]))
    for question in survey.questions.filter(is_open=True):
        for name in ("codebook", "decision_list"):
            seen = watch.look(reverse(name, args=[question.pk]))
            assert missing_from(seen, [survey.title, titles[question.key]]) == []
    run = theme.codebook.runs.get()
    seen = watch.look(reverse("run_detail", args=[run.pk]))

    assert missing_from(listed, [survey.title]) == []
    assert missing_from(detail, [survey.title, document["audiences"][0]["label"]]) == []
    assert missing_from(seen, [titles["child_better"]]) == []


def test_titles_and_links_run_on_no_list(
    watch, staff_client, client, bob, hill_street, alice, team
):
    Organisation.objects.filter(pk=hill_street.pk).update(name=PAYLOADS[2])
    hill_street.refresh_from_db()
    for number, payload in enumerate(PAYLOADS):
        document = small_document(slug=f"survey-{number}", title=payload)
        last = make_survey(organisation=team, slug=document["slug"], document=document)
    for payload in PAYLOADS:
        link = create_link(survey=last, organisation=hill_street, label=payload, by=alice)

    for path in ("/", "/j/NOTONE/"):
        assert missing_from(watch.look(path), PAYLOADS) == []
    start = watch.look(f"/s/{last.slug}/?via={link.code}")
    watch.sign_in(client)
    assert missing_from(watch.look(reverse("survey_list")), PAYLOADS) == []
    watch.sign_in(staff_client(bob))
    pictures = [reverse("partner_link_qr", args=[each.pk]) for each in Channel.objects.all()]
    partner = watch.look(reverse("partner_home"), also=pictures)

    assert missing_from(start, [hill_street.name]) == []
    assert missing_from(partner, [*PAYLOADS, hill_street.name]) == []


def test_groups_run_on_no_page_of_partners(watch, staff_client, bob, hill_street, alice, survey):
    link = create_link(survey=survey, organisation=hill_street, label="Desk", by=alice)
    for audience in ("child", "parent", "practitioner") * EACH_TEAM:
        make_response(survey, audience=audience, channel=link)
    watch.sign_in(staff_client(bob))

    partner = watch.look(reverse("partner_home"), also=[reverse("partner_link_qr", args=[link.pk])])

    groups = [each["label"] for each in survey.published_version().document["audiences"]]
    assert missing_from(partner, groups) == []


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("theme_edit", {"name": "", "definition": "{}", "include_when": "{}"}),
        ("theme_edit", {"name": "{}", "version": "{}"}),
        ("theme_edit", {"name": "{}", "definition": "{}", "version": "99"}),
        ("theme_edit", {"name": "{}", "definition": "{}"}),
        ("theme_merge", {"into": "{}"}),
        ("theme_answers", {"codings": "{}", "act": "{}", "to_theme": "{}", "name": "{}"}),
    ],
)
def test_forms_about_themes_run_nothing(watch, client, theme, name, fields):
    watch.sign_in(client)

    for payload in SOME:
        theme.refresh_from_db()
        watch.look(reverse(name, args=[theme.pk]))
        seen = watch.post({key: each.replace("{}", payload) for key, each in fields.items()})
        if "{}" in fields.get("name", "") + fields.get("definition", ""):
            assert missing_from(seen, [payload]) == []


def test_forms_about_files_run_nothing(watch, client, survey, monkeypatch):
    watch.sign_in(client)
    path = reverse("export_list", args=[survey.slug])

    for payload in SOME:
        watch.look(path)
        assert missing_from(watch.post({"kind": payload, "purpose": payload}), [payload]) == []

    def refuse(**arguments):
        raise OperationalError(arguments["purpose"])

    monkeypatch.setattr("insights.views.exports.request_export", refuse)
    for payload in SOME:
        watch.look(path)
        seen = watch.post({"kind": "csv", "purpose": payload, payload[:40]: payload})
        assert missing_from(seen, ["We are busy for a moment", payload]) == []


@pytest.mark.parametrize(
    ("path", "fields"),
    [("/withdraw/", {"code": "{}"}), ("/accounts/login/", {"login": "{}", "password": "x"})],
)
def test_forms_of_everybody_run_nothing(watch, survey, path, fields):
    for payload in SOME:
        watch.look(path)
        seen = watch.post({key: each.replace("{}", payload) for key, each in fields.items()})
        assert missing_from(seen, [payload[:80].rstrip()]) == []


@pytest.mark.parametrize("name", ["who-audience", "survey-current_step", "page-2-child_better"])
@pytest.mark.parametrize("is_known", [True, False])
def test_forms_of_surveys_run_nothing(watch, survey, name, is_known):
    for payload in SOME[:: 1 + is_known]:
        watch.look(f"/s/{survey.slug}/")
        with watch.page.expect_navigation():
            watch.page.get_by_role("button", name="Start").click()
        with watch.page.expect_navigation():
            watch.page.get_by_role("button", name="Continue").click()
        if not is_known:  # the page that gives back what was typed
            watch.context.clear_cookies()
        seen = watch.post({name: payload, "page-3-child_worse": payload})
        assert is_known or missing_from(seen, [payload]) == []


def test_addresses_run_nothing(watch, client, survey, theme):
    watch.sign_in(client)
    question = theme.codebook.question_id
    paths = [
        "/",
        f"/s/{survey.slug}/",
        "/accounts/login/",
        reverse("survey_list"),
        reverse("codebook", args=[question]),
        reverse("decision_list", args=[question]),
        reverse("theme_answers", args=[theme.pk]),
        reverse("export_list", args=[survey.slug]),
    ]
    for payload in map(quote, SOME):
        query = "&".join(f"{name}={payload}" for name in ("page", "via", "next", "q", payload))
        for path in paths:
            watch.page.goto(f"{path}?{query}#{payload}")
            watch.check_here()
    for payload in SOME:
        safe = quote(payload, safe="")
        for path in ("/{}/", "/s/{}/", "/j/{}/", "/staff/surveys/{}/"):
            watch.look(path.replace("{}", safe))
