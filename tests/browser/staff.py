"""Signs staff in and opens their pages, by what stands on the page."""

import re
import time

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.conf import settings
from django.urls import reverse

from tests.people_fixtures import PASSWORD


def give_authenticator(user) -> str:
    """Return the key that the person's phone now holds."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str) -> str:
    """Return the six digits that the phone shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_password(page, user):
    page.goto(reverse("account_login"))
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def give_code(page, secret):
    page.get_by_role("textbox", name=re.compile("code", re.IGNORECASE)).fill(code_of(secret))
    press(page, "Continue")


def bring_in(page, client, origin):
    """Let a page go on in the session of a test client that is signed in already."""
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": origin}])


def press(page, name):
    """Press the first button whose words begin so; a card's button says its theme's name after."""
    page.get_by_role("button", name=re.compile(rf"^{re.escape(name)}")).first.click()


def follow(page, name):
    page.get_by_role("link", name=re.compile(rf"^{re.escape(name)}")).first.click()
