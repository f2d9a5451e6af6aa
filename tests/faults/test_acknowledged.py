"""The promise: whoever has seen "thank you" is stored, once and whole, whatever is killed."""

import os

import pytest

from tests.faults.browser import Browser
from tests.faults.ledger import Ledger, judge, read_stored
from tests.faults.server import Server
from tests.faults.storm import run_storm


SECONDS = float(os.environ.get("CONSULT_KILL_SECONDS", "25"))
SEED = int(os.environ.get("CONSULT_KILL_SEED", "20260302"))
# How many receipts are used to take answers back at the end: each must open the withdrawal page.
WITHDRAWN = 20

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.fixture
def ledger(tmp_path):
    made = Ledger(tmp_path / "acks.jsonl")
    yield made
    made.close()


def say(capsys, line):
    with capsys.disabled():
        print(f"\n{line}")  # noqa: T201  the figures of this run are its result


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nothing_acknowledged_is_lost_doubled_or_torn(database, ledger, capsys):
    with Server(database) as server:
        crowd, nemesis = run_storm(server, ledger, seed=SEED, seconds=SECONDS)
        server.run("django", "check", "--tag", "durability", "--database", "default")
        verdict = judge(
            attempts=ledger.attempts,
            acks=ledger.acks,
            stored=read_stored(server),
            unknown=ledger.unknown,
        )
        say(capsys, figures(database, ledger, crowd, nemesis, verdict))

        assert verdict.faults == {}
        assert {what for what in crowd.troubles if str(what).startswith("stuck")} == set()
        assert 500 not in crowd.troubles
        assert ledger.acks
        assert sum(nemesis.kills.values()) >= SECONDS / 10
        take_back_some(server, ledger)


def take_back_some(server, ledger):
    chosen = list(ledger.acks.items())[:WITHDRAWN]
    for _marker, receipts in chosen:
        browser = Browser(server.port)
        page = browser.submit(browser.get("/withdraw/"), {"code": receipts[0]})
        assert page.path == "/withdraw/done/"
    left = {response.marker for response in read_stored(server)}
    assert left.isdisjoint(marker for marker, _receipts in chosen)
    assert len(left) == len(ledger.acks) - len(chosen)


def figures(database, ledger, crowd, nemesis, verdict):
    return (
        f"{database}: seed {SEED}, {SECONDS:.0f} s, kills {dict(nemesis.kills)}, "
        f"acknowledged {len(ledger.acks)}, recovered {len(verdict.recovered)}, "
        f"lost {len(verdict.lost)}, doubled {len(verdict.duplicated)}, "
        f"torn {len(verdict.torn)}, troubles {dict(crowd.troubles)}"
    )
