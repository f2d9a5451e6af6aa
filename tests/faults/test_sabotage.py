"""The same storm on a site that breaks its promise: it must be found out."""

import pytest

from tests.faults.ledger import Ledger, judge, read_stored
from tests.faults.server import Server
from tests.faults.storm import run_storm


SECONDS = 12

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.mark.parametrize(
    ("sabotage", "fault"), [("ack_before_commit", "lost"), ("no_unique", "duplicated")]
)
def test_a_broken_promise_turns_the_judge_red(sabotage, fault, tmp_path):
    ledger = Ledger(tmp_path / "acks.jsonl")
    with Server(
        application="tests.faults.sabotaged:application", settings={"SABOTAGE": sabotage}
    ) as server:
        run_storm(server, ledger, seed=1, seconds=SECONDS)
        verdict = judge(
            attempts=ledger.attempts,
            acks=ledger.acks,
            stored=read_stored(server),
            unknown=ledger.unknown,
        )
    ledger.close()

    assert verdict.faults.get(fault, 0) > 0
