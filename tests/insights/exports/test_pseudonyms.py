"""An export's own order and names: nothing in them of time, of ids or of another export."""

import uuid
from random import Random

from scipy.stats import spearmanr

from insights.exports.pseudonyms import ExportKey


CHANCE = Random(7)
ARRIVALS = [uuid.UUID(int=CHANCE.getrandbits(128)) for _ in range(5_000)]


def places_in(export_id):
    key = ExportKey(export_id)
    ordered = sorted(ARRIVALS, key=key.place)
    place = {pk: number for number, pk in enumerate(ordered)}
    return [place[pk] for pk in ARRIVALS]


def test_order_is_that_of_nothing_else():
    first, second = places_in("one"), places_in("two")
    by_id = [sorted(ARRIVALS).index(pk) for pk in ARRIVALS[:500]]

    assert first != second
    assert abs(spearmanr(first, range(5_000)).statistic) < 0.05
    assert abs(spearmanr(first, second).statistic) < 0.05
    assert abs(spearmanr(first[:500], by_id).statistic) < 0.15


def test_names_hold_in_one_export_only():
    first, second = ExportKey("one"), ExportKey("two")

    names = {first.person(pk) for pk in ARRIVALS}
    assert len(names) == len(ARRIVALS)
    assert not names & {second.person(pk) for pk in ARRIVALS}
    assert first.person(ARRIVALS[0]) == ExportKey("one").person(ARRIVALS[0])


def test_names_need_the_pepper(settings):
    before = ExportKey("one").person(ARRIVALS[0])
    settings.PEPPER = "another pepper, also long enough to be one"

    assert ExportKey("one").person(ARRIVALS[0]) != before


def test_members_are_found_and_nobody_else():
    key = ExportKey("one")
    members = key.members_of(ARRIVALS[::2])

    assert len(members) == 8 * 2_500
    assert all(key.holds(members, pk) for pk in ARRIVALS[::2])
    assert not any(key.holds(members, pk) for pk in ARRIVALS[1::2])
    assert not key.holds(b"", ARRIVALS[0])
