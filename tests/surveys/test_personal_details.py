"""What could tell who somebody is: found where it stands, and few false alarms."""

import csv
from pathlib import Path

import pytest

from surveys.personal_details import KINDS, personal_details_in
from surveys.postcodes import region_of, regions


SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "answers").glob("*.csv"))

# text -> what is found in it, and as what
FOUND = {
    "Sarah helped": [("Sarah", "name")],
    "then sarah shouted": [("sarah", "name")],
    "Jayden’s mum came": [("Jayden", "name")],
    "It was Agnieszka Kowalska": [("Agnieszka Kowalska", "name")],
    "mr patel was kind": [("mr patel", "name")],
    "Mrs Khan listened, Dr Okafor did not": [("Mrs Khan", "name"), ("Dr Okafor", "name")],
    "My name is Zog": [("Zog", "name")],
    "my friend May told me": [("May", "name")],
    "and then Will Smith came": [("Will Smith", "name")],
    "ring 07700 900123 now": [("07700 900123", "phone")],
    "+44 7700 900123": [("+44 7700 900123", "phone")],
    "(020) 7946 0018": [("(020) 7946 0018", "phone")],
    "write to kid@example.org.": [("kid@example.org", "email")],
    "we live in ls6 2ab": [("ls6 2ab", "postcode")],
    "I live at 14 Elm Road": [("14 Elm Road", "address")],
    "flat 3, 20 old mill lane": [("flat 3, 20 old mill lane", "address")],
    "at Oakfield Primary School": [("Oakfield Primary School", "school")],
    "I go to St Mary’s School": [("St Mary’s School", "school")],
    "she went to oakfield high school": [("oakfield high school", "school")],
    "my insta is kid_123": [("kid_123", "handle")],
    "find @kid.123 there": [("@kid.123", "handle")],
    "my NHS number is 943 476 5919": [("943 476 5919", "nhs_number")],
    "AB 12 34 56 C": [("AB 12 34 56 C", "ni_number")],
    "I was born 12/03/2015": [("12/03/2015", "birth_date")],
    "my birthday is 3rd of March": [("3rd of March", "birth_date")],
}
CALM = [
    "May I ask? They will, I hope. It rose.",
    "In May we waited. Will they come? Hope so.",
    "Grace and joy and faith and mercy",
    "my teacher and my mum and dad and nan",
    "I go to primary school. My school is good. High school was hard. Sunday school too.",
    "10 minutes drive, 2 people close to me, 5 days a week on the street",
    "I miss the bus. The dr said so.",
    "We are in year y6 2nd group and got 7 out of 10",
    "Ring 999 or 0800 1111 or 116 123",
    "It cost £1,250.00 in 2019 and 2020 2021",
    "Autumn and summer and winter are long",
    "Mark my words, bill them and frank the letters",
    "NHS number 943 476 5918 has a wrong check",
    "",
]


def found_in(text):
    return [(text[find.start : find.end], find.kind) for find in personal_details_in(text)]


@pytest.mark.parametrize("text", FOUND)
def test_detail_is_found_where_it_stands(text):
    assert found_in(text) == FOUND[text]


def test_every_kind_is_tried():
    assert {kind for found in FOUND.values() for _words, kind in found} == set(KINDS)


@pytest.mark.parametrize("text", CALM)
def test_ordinary_words_raise_no_alarm(text):
    assert found_in(text) == []


def test_finds_stand_apart_and_in_order():
    text = " ".join(FOUND)

    finds = personal_details_in(text)

    assert len(finds) >= len(FOUND) - 3
    assert all(a.end <= b.start for a, b in zip(finds, finds[1:], strict=False))


def test_odd_texts_are_no_fault():
    for text in ("\u200f", "ﷺ" * 50, "👩‍👩‍👧" * 20, "İ" * 40, "@" * 99, "0 " * 2000, "A" * 9_000):
        personal_details_in(text)


def test_few_of_the_sample_answers_raise_an_alarm():
    """None of the sample answers holds a real detail, so every find in them is false."""
    answers = [
        words
        for sample in SAMPLES
        for row in csv.DictReader(sample.read_text(encoding="utf-8").splitlines())
        for words in row.values()
        if isinstance(words, str) and len(words.split()) > 1
    ]

    false = [words for words in answers if personal_details_in(words)]

    assert len(answers) > 200
    assert len(false) <= len(answers) / 100, false


# --- postcodes ---


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("LS6 2AB", "E12000003"),
        (" ls62ab ", "E12000003"),
        ("E1 6AN", "E12000007"),
        ("EC1A 1BB", "E12000007"),
        ("SW1A1AA", "E12000007"),
        ("S1 2AB", "not_sure"),
        ("EH1 1AA", "outside_england"),
        ("LS6", None),
        ("ZZ1 1AA", None),
        ("LS6 2CC", None),
        ("", None),
    ],
)
def test_region_of_a_postcode(typed, region):
    assert region_of(typed) == region


def test_regions_are_the_nine_of_england():
    assert list(regions()) == [f"E1200000{number}" for number in range(1, 10)]
