"""Generated responses are the same everywhere, obey the survey, and hang together."""

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest

from samples.generator import generate_responses, load_answers, load_document
from surveys.question_types import question_type
from surveys.routing import path_of


ROOT = Path(__file__).parents[2]
FINGERPRINT = """
import django; django.setup()
from tests.samples.test_generator import fingerprint
print(fingerprint())
"""


def fingerprint():
    made = generate_responses(load_document(), load_answers(), count=50, seed=3)
    lines = [json.dumps(asdict(response), sort_keys=True) for response in made]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def way_of(document, response):
    """Return the pages that this person was asked."""
    known = {**response.permissions, **response.answers}
    band = response.age_band
    return path_of(document, audience=response.audience, answers=known, age_band=band)


def share(items, condition):
    items = list(items)
    return sum(bool(condition(item)) for item in items) / len(items)


def test_same_seed_gives_the_same_in_another_process():
    # Another hash seed, so that nothing leans on the order of a set.
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "PYTHONPATH": str(ROOT)}
    environment["DJANGO_SETTINGS_MODULE"] = "consult.settings"

    other = subprocess.run(
        [sys.executable, "-c", FINGERPRINT],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert other.stdout.strip() == fingerprint()


def test_shorter_run_is_the_beginning_of_a_longer_one(data, answers, responses):
    codes = ("p1", "p2")

    short = list(generate_responses(data, answers, count=20, seed=7, partner_codes=codes))

    assert short == responses[:20]


def test_another_seed_gives_others(data, answers, responses):
    assert list(generate_responses(data, answers, count=20, seed=8)) != responses[:20]


def test_only_shown_questions_are_answered_and_every_value_is_sound(document, responses):
    for response in responses[:1500]:
        pages = way_of(document, response)
        shown = {question.key: question for page in pages for question in page.questions}

        assert set(response.answers) <= set(shown)
        for key, value in response.answers.items():
            question_type(shown[key].type).check_value(shown[key], value)


def test_routes_of_both_kinds_are_taken(responses):
    children = [r.answers for r in responses if r.audience == "child"]

    assert any(c.get("child_trusted") == "no" for c in children)
    assert not any("child_trust_why" in c for c in children if c.get("child_trusted") == "no")
    assert not any("child_listen" in c for c in children if c.get("child_helpers") == ["none"])


@pytest.mark.parametrize(
    ("audience", "expected"),
    [("child", 0.28), ("young_person", 0.20), ("parent", 0.32), ("practitioner", 0.20)],
)
def test_audiences_have_their_shares(responses, audience, expected):
    found = share(responses, lambda r: r.audience == audience)

    assert found == pytest.approx(expected, abs=0.03)


@pytest.mark.parametrize(
    ("key", "expected"),
    [("take_part", 1), ("understand_limits", 1), ("quote_anon", 0.6), ("share_local", 0.5)],
)
def test_permissions_have_their_shares(responses, key, expected):
    asked = [r.permissions[key] for r in responses if key in r.permissions]

    found = share(asked, lambda value: value == "granted")

    assert found == pytest.approx(expected, abs=0.03)


def test_some_open_questions_are_left_blank(document, responses):
    shown = answered = 0
    for response in responses[:1500]:
        for page in way_of(document, response):
            keys = [q.key for q in page.questions if question_type(q.type).is_open]
            shown += len(keys)
            answered += sum(key in response.answers for key in keys)

    assert 0.10 <= 1 - answered / shown <= 0.20


def test_prepared_text_comes_from_about_one_in_twenty_five(answers, responses):
    prepared = {answer.text for answer in answers if "campaign" in answer.tags}

    found = share(responses, lambda r: r.answers.get("parent_better") in prepared)

    assert found == pytest.approx(0.04, abs=0.015)


def test_who_is_not_listened_to_complains_of_it(answers, responses):
    about = {a.text for a in answers if "listening" in a.tags and a.question_key == "child_better"}
    better = [
        (r.answers["child_listen"], r.answers["child_better"])
        for r in responses
        if "child_better" in r.answers and r.answers.get("child_listen", "na") != "na"
    ]

    unheard = share((text for level, text in better if level <= 2), about.__contains__)
    heard = share((text for level, text in better if level >= 4), about.__contains__)

    assert unheard > 1.5 * heard


def test_children_and_young_people_each_have_words_of_their_own(answers, responses):
    own = {
        audience: {a.text for a in answers if a.audience == audience}
        for audience in ("child", "young_person")
    }

    for audience, other in (("child", "young_person"), ("young_person", "child")):
        good = [r.answers.get("child_good") for r in responses if r.audience == audience]
        assert share(good, own[audience].__contains__) > 0.3
        assert share(good, (own[other] - own[audience] - {None}).__contains__) == 0


def test_people_are_spread_over_regions_and_sectors(responses):
    regions = Counter(r.answers["region"] for r in responses if "region" in r.answers)
    sectors = Counter(
        r.answers["practitioner_sector"] for r in responses if "practitioner_sector" in r.answers
    )

    assert {code for code in regions if code.startswith("E")} == {
        f"E1200000{n}" for n in range(1, 10)
    }
    assert min(count for code, count in regions.items() if code.startswith("E")) >= 50
    assert len(sectors) >= 12
    assert sectors["EDU"] > sectors["CSC"] > sectors["JUS"]


def test_some_regions_are_served_better(responses):
    def joined(region):
        points = [
            r.answers["parent_joined"]
            for r in responses
            if r.answers.get("region") == region and r.answers.get("parent_joined", "na") != "na"
        ]
        return sum(points) / len(points)

    assert joined("E12000001") > joined("E12000007") + 0.4


def test_six_hundred_responses_say_many_things_and_some_the_same(document, responses):
    long_keys = {q.key for q in document.questions() if q.type == "long_text"}

    texts = Counter(
        text for r in responses[:600] for key, text in r.answers.items() if key in long_keys
    )

    assert len(texts) >= 240
    assert max(texts.values()) > 1


def test_partner_codes_are_spread_and_optional(data, answers, responses):
    assert {response.partner_code for response in responses} == {"p1", "p2", None}
    assert {r.partner_code for r in generate_responses(data, answers, count=20, seed=1)} == {None}
