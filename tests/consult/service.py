"""Runs the site as in service, in a process of its own, and says what it answered.

    python -m tests.consult.service   (with the environment of a live service)

Settings are read once, so nothing less than another process tests those of a live service.
Prints one JSON object; what goes to stderr is what a live server would log.
"""

import json
import sys

import django
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings


MARKER = "zanzibar-marmalade"
COOKIE_SETTINGS = ("secure", "httponly", "samesite", "path", "domain", "max-age", "expires")
HTTPS = {"secure": True, "headers": {"host": "consult.example"}}


def facts_of(response):
    return {
        "status": response.status_code,
        "headers": dict(response.headers),
        "cookies": {
            name: {key: cookie[key] for key in COOKIE_SETTINGS}
            for name, cookie in response.cookies.items()
        },
        "has_marker": MARKER.encode() in getattr(response, "content", b""),
    }


def visit(user):
    client = Client(raise_request_exception=False)
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    static = static_address()
    signed_in = Client()
    signed_in.force_login(user)
    with override_settings(ROOT_URLCONF="tests.consult.faulty_urls"):
        words = {"answer": MARKER, "password": MARKER}
        fault = client.post(f"/fault/?q={MARKER}", words, **HTTPS)
        spoken = client.post("/logged-fault/", words, **HTTPS)
    return {
        "plain http": client.get("/", headers={"host": "consult.example"}),
        "home": client.get("/", **HTTPS),
        "sign in": client.get("/accounts/login/", **HTTPS),
        "redirect": client.get("/staff/", **HTTPS),
        "slash": client.get("/privacy", **HTTPS),
        "not found": client.get("/nowhere/", **HTTPS),
        "bad host": client.get("/", secure=True, headers={"host": "elsewhere.example"}),
        "no token": strict.post("/accounts/login/", {}, **HTTPS),
        "wrong method": client.post("/healthz/live", **HTTPS),
        "too large": client.post("/withdraw/", {"code": "x" * 1_100_000}, **HTTPS),
        "static": client.get(static, **HTTPS),
        "static missing": client.get("/static/none.css", **HTTPS),
        "ready": client.get("/healthz/ready", **HTTPS),
        "staff": signed_in.get("/accounts/2fa/", **HTTPS),
        "fault": fault,
        "logged fault": spoken,
    }


def static_address():
    from_manifest = django.contrib.staticfiles.storage.staticfiles_storage
    return from_manifest.url("img/favicon.svg")


def main():
    django.setup()
    call_command("migrate", verbosity=0, stdout=sys.stderr)
    call_command("collectstatic", verbosity=0, interactive=False, stdout=sys.stderr)
    user = django.apps.apps.get_model("people", "User")(email="ray@example.org")
    user.save()
    json.dump({name: facts_of(response) for name, response in visit(user).items()}, sys.stdout)


if __name__ == "__main__":
    main()
