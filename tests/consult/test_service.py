"""Headers, cookies, logs and faults of the site as it runs in service."""

import pytest

from tests.consult.service import MARKER


POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}
FILE_POLICY = {"default-src 'none'", "frame-ancestors 'none'"}
EXACT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGES = {
    "plain http": 301,
    "home": 200,
    "sign in": 200,
    "redirect": 302,
    "slash": 301,
    "not found": 404,
    "bad host": 400,
    "no token": 403,
    "wrong method": 405,
    "too large": 413,
    "static": 200,
    "static missing": 404,
    "ready": 200,
    "staff": 200,
    "fault": 500,
    "logged fault": 500,
}


@pytest.mark.parametrize("page", PAGES)
def test_page_has_exactly_these_headers(in_service, page):
    headers = in_service[page]["headers"]

    assert in_service[page]["status"] == PAGES[page]
    assert {name: headers.get(name) for name in EXACT} == EXACT
    policy = set(headers["Content-Security-Policy"].split("; "))
    assert policy == (FILE_POLICY if page == "static" else POLICY)
    assert "camera=()" in headers["Permissions-Policy"]
    if page == "static":
        assert headers["Cache-Control"] == "max-age=315360000, public, immutable"
    else:
        assert headers["Cache-Control"] == "no-store"
    if page not in {"plain http", "bad host"}:
        expected = "max-age=31536000; includeSubDomains; preload"
        assert headers["Strict-Transport-Security"] == expected


def test_plain_http_is_sent_to_https(in_service):
    assert in_service["plain http"]["headers"]["Location"] == "https://consult.example/"


def test_session_cookie_cannot_be_read_sent_elsewhere_or_kept(in_service):
    cookie = in_service["staff"]["cookies"]["__Host-staff"]

    assert cookie == {
        "secure": True,
        "httponly": True,
        "samesite": "Strict",
        "path": "/",
        "domain": "",
        "max-age": "",
        "expires": "",
    }


def test_form_cookie_cannot_be_read_or_sent_elsewhere(in_service):
    cookie = in_service["sign in"]["cookies"]["__Host-form"]

    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
    assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_every_cookie_of_every_page_is_bound_to_this_host(in_service):
    cookies = [
        (name, cookie) for page in PAGES for name, cookie in in_service[page]["cookies"].items()
    ]

    assert cookies
    for name, cookie in cookies:
        assert name.startswith("__Host-"), name
        assert cookie["secure"], name
        assert cookie["httponly"], name


def test_looking_gives_respondents_no_cookie(in_service):
    assert in_service["home"]["cookies"] == {}
    assert in_service["not found"]["cookies"] == {}


def test_fault_is_logged_by_class_and_line_without_what_was_written(in_service):
    assert "ValueError" in in_service["log"]
    assert "KeyError" in in_service["log"]
    assert "faulty_urls.py:" in in_service["log"]
    assert MARKER not in in_service["log"]


def test_fault_page_does_not_repeat_what_was_written(in_service):
    assert not in_service["fault"]["has_marker"]
    assert not in_service["logged fault"]["has_marker"]
