"""The judge itself: it must go red for every kind of fault, or a clean verdict proves nothing."""

import uuid

import pytest

from tests.faults.ledger import Ledger, Stored, judge


def person(**changes):
    marker = uuid.uuid4().hex
    sent = {"child_better": f"marker-{marker} words", "helper": "A teacher", "take_part": "granted"}
    return marker, sent, changes


def stored_as(sent, *, is_sealed=True, without=(), **changed):
    kept = {key: words for key, words in (sent | changed).items() if key not in without}
    permissions = {key: kept.pop(key) for key in ("take_part",) if key in kept}
    return Stored(is_sealed, kept, permissions)


@pytest.fixture
def world():
    """Three people who were thanked, one who never heard, one who gave up before it was stored."""
    people = {}
    for _number in range(5):
        marker, sent, _ = person()
        people[marker] = sent
    markers = list(people)
    return {
        "attempts": people,
        "acks": {marker: [f"code-{marker}"] for marker in markers[:3]},
        "stored": [stored_as(people[marker]) for marker in markers[:4]],
        "unknown": markers[3:],
    }


def test_a_whole_world_has_no_faults(world):
    verdict = judge(**world)

    assert verdict.faults == {}
    assert verdict.recovered == {world["unknown"][0]}


def test_a_missing_row_is_lost(world):
    world["stored"].pop(0)

    assert judge(**world).faults == {"lost": 1}


def test_a_second_row_is_a_double(world):
    world["stored"].append(world["stored"][0])

    assert judge(**world).faults == {"duplicated": 1}


def test_a_row_nobody_sent_is_unexpected(world):
    _marker, sent, _ = person()
    world["stored"].append(stored_as(sent))

    assert judge(**world).faults == {"unexpected": 1}


def test_a_row_with_no_marker_at_all_is_unexpected(world):
    world["stored"].append(Stored(is_sealed=True))

    assert judge(**world).faults == {"unexpected": 1}


@pytest.mark.parametrize(
    "damage", [{"without": ("helper",)}, {"without": ("take_part",)}, {"is_sealed": False}]
)
def test_a_row_with_a_part_missing_is_torn(world, damage):
    first = next(iter(world["attempts"].values()))
    world["stored"][0] = stored_as(first, **damage)

    assert judge(**world).faults == {"torn": 1}


@pytest.mark.parametrize("damage", [{"helper": "My family"}, {"take_part": "refused"}])
def test_other_words_than_were_sent_are_a_change(world, damage):
    first = next(iter(world["attempts"].values()))
    world["stored"][0] = stored_as(first, **damage)

    assert judge(**world).faults == {"changed": 1}


def test_two_receipts_for_one_person_are_a_fault(world):
    first = next(iter(world["acks"]))
    world["acks"][first].append("another code")

    assert judge(**world).faults == {"receipts": 1}


def test_one_receipt_for_two_people_is_a_fault(world):
    first, second, _third = world["acks"]
    world["acks"][second] = world["acks"][first]

    assert judge(**world).faults == {"receipts": 2}


def test_a_thank_you_without_a_receipt_is_a_fault(world):
    world["acks"][next(iter(world["acks"]))] = [""]

    assert judge(**world).faults == {"receipts": 1}


def test_the_ledger_is_on_the_disk_before_it_goes_on(tmp_path):
    ledger = Ledger(tmp_path / "acks.jsonl")

    ledger.acknowledge("m", "r")

    assert (tmp_path / "acks.jsonl").read_text() == '{"marker": "m", "receipt": "r"}\n'
    ledger.close()
