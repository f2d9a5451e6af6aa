"""Two hundred payloads as answers, on every staff page: shown as typed, never run (WEB-01)."""

import html

import pytest
from django.conf import settings
from django.urls import reverse

from insights import jobs
from insights.actions.export import request_export
from insights.actions.review import accept_suggestion
from insights.models import Theme
from insights.models.job import JobStatus
from surveys.models import Answer, Purpose
from tests.browser.payloads import PAYLOADS
from tests.browser.watching import missing_from, words_of
from tests.factories import make_response, make_survey
from tests.review_factories import make_run


ENOUGH = 200
# Where a site that forgets to escape would put a text. Two are enough to see that payloads run.
PLACES = ["<p>{}</p>", '<input value="{}">']
HOOK = "<script>__x = (number) => top.fired.add(number)</script>"
# The thousands of pictures that payloads ask for are of no interest.
SCRIPTS_ONLY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"
POLICY = "default-src 'none'; script-src 'self'"


@pytest.fixture
def control_page(browser, live_server):
    context = browser.new_context(base_url=live_server.url)
    yield context.new_page()
    context.close()


@pytest.fixture
def team(transactional_db, team):
    return team


@pytest.fixture
def survey(team):
    return make_survey(organisation=team)


@pytest.fixture
def question(survey):
    return survey.questions.get(key="child_better")


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


@pytest.fixture
def answers(survey, question):
    for payload in PAYLOADS:
        make_response(survey, answers={question.key: payload})
    stored = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=question)
    by_text = {answer.text: answer for answer in stored}
    return [by_text[payload] for payload in PAYLOADS]


@pytest.fixture
def run(question, answers, ray):
    """A run in which each answer is a theme of its own, by its own name, and one has them all."""
    groups = {payload: [answer] for payload, answer in zip(PAYLOADS, answers, strict=True)}
    return make_run(question=question, groups=groups | {"Everything": answers}, by=ray)


def accepted(run, ray, *, every):
    """Accept each so many suggestions, and describe their themes in their own words."""
    suggestions = list(run.suggestions.order_by("number"))
    for suggestion in [*suggestions[:-1:every], suggestions[-1]]:
        theme = accept_suggestion(suggestion=suggestion, by=ray)
        Theme.objects.filter(pk=theme.pk).update(definition=theme.name, include_when=theme.name)
    return list(Theme.objects.active().order_by("pk"))


def pages_of(path, count):
    return [f"{path}?page={number}" for number in range(1, count + 1)]


def framed(place):
    """Return a page that holds every payload unescaped, each in a frame of its own."""
    frames = [HOOK + place.replace("{}", payload) for payload in PAYLOADS]
    frames = [f'<iframe srcdoc="{html.escape(frame)}"></iframe>' for frame in frames]
    return f"<!doctype html><script>fired = new Set()</script>{''.join(frames)}"


def serve(page, body, headers=None):
    page.route(
        "**/control/",
        lambda route: route.fulfill(body=body, content_type="text/html", headers=headers or {}),
    )
    page.goto("/control/")
    page.wait_for_timeout(300)
    page.unroute("**/control/")


def test_payloads_run_where_nothing_is_escaped(control_page):
    fired = set()
    for place in PLACES:
        serve(control_page, framed(place), {"Content-Security-Policy": SCRIPTS_ONLY})
        fired |= set(control_page.evaluate("() => Array.from(fired)"))

    assert len(set(PAYLOADS)) == len(PAYLOADS) >= ENOUGH
    assert len(fired) >= ENOUGH // 2


@pytest.mark.parametrize(
    ("body", "headers", "what"),
    [
        ("<p><img src=x onerror=__x(1)></p>", {}, "script"),
        ("<p><img src=x onerror=__x(1)></p>", {"Content-Security-Policy": POLICY}, "policy"),
        ("<p onclick=none>x</p>", {}, "markup"),
        ("<script>alert(1)</script>", {}, "dialog"),
        ("<img src=/elsewhere/>", {}, "request"),
        ("<script>location.hash = 1; open('about:blank')</script>", {}, "window"),
        ("<iframe></iframe>", {}, "navigation"),
    ],
)
def test_watch_notes(watch, body, headers, what):
    serve(watch.page, body, headers)

    with pytest.raises(AssertionError):
        watch.check("/control/")
    assert what in {each for each, _detail in watch.found}


def test_answers_run_on_no_page_of_review(watch, client, survey, question, run, ray):
    themes = accepted(run, ray, every=2)
    everything = Theme.objects.get(name="Everything")
    watch.sign_in(client)

    codebook = watch.look(reverse("codebook", args=[question.pk]))
    answers = [
        watch.look(page)
        for page in pages_of(
            reverse("theme_answers", args=[everything.pk]), len(PAYLOADS) // 50 + 1
        )
    ]
    decisions = [
        watch.look(page)
        for page in pages_of(reverse("decision_list", args=[question.pk]), len(themes) // 50 + 1)
    ]
    for name, row in [("run_detail", run.pk), ("survey_detail", survey.slug)]:
        watch.look(reverse(name, args=[row]))

    assert missing_from(codebook, PAYLOADS) == []
    assert missing_from("".join(answers), PAYLOADS) == []
    assert missing_from("".join(decisions), [theme.name for theme in themes]) == []


def test_names_run_on_no_page_of_one_theme(watch, client, run, ray):
    themes = accepted(run, ray, every=5)
    watch.sign_in(client)

    for theme in themes:
        seen = watch.look(reverse("theme_edit", args=[theme.pk]))
        # The heading, the name and two descriptions.
        assert seen.count(words_of(theme.name)) >= 4
    for theme in themes[:4]:
        others = [other.name for other in themes if other != theme]
        for name in ("theme_merge", "theme_answers"):
            assert missing_from(watch.look(reverse(name, args=[theme.pk])), others) == []


def test_purposes_run_on_no_page_of_exports(watch, client, survey, ray):
    exports = [
        request_export(survey=survey, kind="csv", purpose=payload, by=ray) for payload in PAYLOADS
    ]
    for export in exports[::3]:
        jobs.finish(export, jobs.claim(export), file_name="a.zip", manifest={"people": 3})
    for export in exports[1::3]:
        jobs.fail(export, jobs.claim(export), ValueError(export.purpose))
    watch.sign_in(client)
    progress = reverse("export_progress", args=[survey.slug])

    with watch.page.expect_response(f"**{progress}"):
        listed = watch.look(reverse("export_list", args=[survey.slug]), also=[progress])
    again = watch.check(watch.page.url, also=[progress])

    waiting = survey.exports.filter(status=JobStatus.WAITING).values_list("purpose", flat=True)
    assert missing_from(listed, PAYLOADS) == []
    assert len(waiting) > ENOUGH // 4
    assert missing_from(again, waiting) == []


def test_signed_in_session_is_the_watched_one(watch, client):
    watch.sign_in(client)

    assert "Surveys" in watch.look(reverse("survey_list"))
    assert settings.SESSION_COOKIE_NAME in {each["name"] for each in watch.context.cookies()}
