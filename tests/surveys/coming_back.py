"""Somebody who saves a half-filled survey and comes back: for the tests of both."""

from django.test import Client

from tests.surveys.walker import START, Walker


ADULT = {
    "audience": "parent",
    "take_part": "granted",
    "adult_permission": "granted",
    "child_better": "Half a sentence",
    "times": "7",
}
COME_BACK = START + "come-back/"


def saved(until="child_better", **answers):
    """Return a walker who has saved at the page of one question, and their words."""
    walker = Walker({**ADULT, **answers})
    walker.walk_to(until)
    walker.page = walker.client.post(walker.path, {**walker.filled(), "save": "yes"}, follow=True)
    return walker, walker.page.context["words"]


def come_back(words, client=None):
    walker = Walker(ADULT, client=client or Client())
    walker.page = walker.client.post(COME_BACK, {"words": words}, follow=True)
    return walker
