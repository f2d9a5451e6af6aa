"""Each text read once, everyone counted, additions to a prepared text read on their own."""

import numpy as np

from insights.engine import ThemeFinder
from insights.engine.distinct import read_distinct
from insights.engine.encoders import ENCODERS, TfidfEncoder
from tests.engine.answers import documents


PREPARED = (
    "Please keep the family centre on Mill Lane open because it is the only place near us where "
    "parents can meet, ask for help early and let the little ones play in the warm."
)
OWN = "My twins learned to walk on that floor and I would never have met the health visitor."


def texts_at(given, reading):
    return [[given[p.document].text[p.start : p.end] for p in each] for each in reading.places]


def test_copies_are_read_once_and_everyone_is_counted():
    given = documents(["They listened to me", "they  listened to me!", "Nobody rang us back"])

    reading = read_distinct(given)

    assert reading.same == [[0, 1], [2]]
    assert texts_at(given, reading) == [
        ["They listened to me", "they  listened to me!"],
        ["Nobody rang us back"],
    ]


def test_what_was_added_to_a_prepared_text_is_a_statement_of_its_own():
    given = documents([PREPARED, PREPARED, f"{PREPARED} {OWN}"])

    reading = read_distinct(given)

    assert reading.same == [[0, 1, 2]]
    found = texts_at(given, reading)
    assert [OWN] in found
    assert all(len(each) == 3 for each in found if each != [OWN])
    own = next(each[0] for each, said in zip(reading.places, found, strict=True) if said == [OWN])
    assert own.document == 2


def test_statement_put_together_from_a_prepared_texts_words_is_read_but_not_learnt_from():
    long = (
        f"{PREPARED} It opens at nine every weekday, and families walk there from all over town. "
        "No other room nearby has a kitchen where volunteers can cook with parents."
    )
    mixed = "Early warm parents near Mill Lane ask for the little family centre"
    own = "Our flat has mould and the health visitor was the one who rang the council about it"
    given = documents([long, long, long, f"{long} {mixed}.", f"{long} {own}."])

    reading = read_distinct(given)

    texts = [each[0] for each in texts_at(given, reading)]
    apart = {texts[number] for numbers in reading.prepared for number in numbers}
    assert {text.rstrip(".") for text in texts} >= {mixed, own}
    assert own not in {text.rstrip(".") for text in apart}
    assert mixed in {text.rstrip(".") for text in apart}


def test_changed_words_here_and_there_are_no_addition():
    edited = PREPARED.replace("little ones", "children").replace("warm", "dry")
    given = documents([PREPARED, edited])

    reading = read_distinct(given)

    assert reading.same == [[0, 1]]
    assert {len(each) for each in reading.places} == {2}


def test_what_is_set_aside_is_not_read():
    given = documents(["", "n/a", "Nobody rang us back"])

    reading = read_distinct(given)

    assert [reason is None for reason in reading.reasons] == [False, False, True]
    assert reading.same == [[2]]
    assert len(reading.statements) == 1


class Stumbles(TfidfEncoder):
    """Cannot read one text, as a model may not."""

    name = "stumbles"
    learns = False

    def encode(self, texts, progress):
        if any("unspeakable" in text for text in texts):
            raise RuntimeError(texts)
        return np.eye(8, dtype=np.float32)[[len(text) % 8 for text in texts]]


def test_a_text_that_breaks_the_encoder_is_named_and_spoils_nothing(monkeypatch, caplog):
    monkeypatch.setitem(ENCODERS, "stumbles", Stumbles)
    given = documents(["unspeakable words", *(f"They listened {n}" for n in range(12))])

    result = ThemeFinder(encoder="stumbles").find(given)

    assert [(each.document, each.reason) for each in result.set_aside] == [
        (given[0].id, "unreadable")
    ]
    assert result.run["set_aside"] == {"unreadable": 1}
    assert "unspeakable" not in caplog.text
