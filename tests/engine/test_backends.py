"""Every backend gives the same bytes, and loses nothing but what cannot be read."""

import logging
import sys
from contextlib import closing
from functools import partial
from multiprocessing.reduction import ForkingPickler

import numpy as np
import pytest

from insights.engine import dask_backend
from insights.engine.backends import BACKENDS, BATCH
from insights.engine.batches import BackendError, WorkerLost
from insights.engine.encoders import ENCODERS
from insights.engine.process_backend import LOSSES
from tests.engine.fake_encoder import (
    BAD,
    BrokenEncoder,
    FakeEncoder,
    LearningEncoder,
    always_ends,
    end_at_seven,
    one_too_few,
    shouted,
    slow,
    surroundings,
)


# The scheduler and its workers speak over 127.0.0.1.
pytestmark = pytest.mark.enable_socket

TEXTS = [f"answer number {n}{'!' * (n * 7 % 13)}" for n in range(3 * BATCH + 10)]


@pytest.fixture(scope="module")
def scheduler():
    with dask_backend.local_cluster(2) as cluster:
        yield cluster.scheduler_address


@pytest.fixture(params=BACKENDS)
def backend(request):
    return made(request.param, request)


@pytest.fixture(params=[name for name in BACKENDS if name != "here"])
def workers(request):
    return made(request.param, request)


def made(name, request):
    if name == "dask":
        return BACKENDS[name](scheduler=request.getfixturevalue("scheduler"))
    return BACKENDS[name](**({"workers": 2} if name == "processes" else {}))


def expected(texts):
    """Return rows of batches by length, and of the texts of a batch that raised each by itself."""
    rows = np.zeros((len(texts), 32), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda place: (len(texts[place]), place))
    for start in range(0, len(texts), BATCH):
        places = order[start : start + BATCH]
        alone = [[place] for place in places if texts[place] != BAD]
        for part in alone if len(alone) < len(places) else [places]:
            rows[part] = FakeEncoder().encode([texts[place] for place in part], None)
    return rows


def test_same_rows_and_same_bytes_everywhere(backend, monkeypatch):
    monkeypatch.setitem(ENCODERS, "fake", FakeEncoder)
    seen = []

    found = backend.embed("fake", TEXTS, lambda *done: seen.append(done))

    assert found.vectors.dtype == np.float32
    assert found.vectors.tobytes() == expected(TEXTS).tobytes()
    assert found.failed == ()
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert len(seen) == 4  # batches
    assert seen[-1] == (len(TEXTS), len(TEXTS))


@pytest.mark.slow
def test_same_bytes_from_a_real_model(workers):
    texts = [f"{text} and it was {'long ' * (n % 9)}" for n, text in enumerate(TEXTS[: BATCH + 9])]

    found = workers.embed("use+minilm", texts, lambda *done: None)

    here = BACKENDS["here"]().embed("use+minilm", texts, lambda *done: None)
    whole = ENCODERS["minilm"]().encode(texts, lambda done: None)
    alone = BACKENDS["here"]().embed("minilm", texts, lambda *done: None)
    assert alone.vectors.tobytes() == whole.tobytes()
    assert found.vectors.tobytes() == here.vectors.tobytes()


def test_text_that_cannot_be_read_is_alone(backend, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    texts = [*TEXTS[:5], BAD, *TEXTS[5:], BAD]

    found = backend.embed(FakeEncoder(), texts, lambda *done: None)

    assert found.failed == (5, len(texts) - 1)
    assert found.reasons == ("ValueError", "ValueError")
    assert not found.vectors[list(found.failed)].any()
    assert found.vectors.tobytes() == expected(texts).tobytes()
    assert "secretword" not in caplog.text + "".join(capfd.readouterr())


def test_no_text_can_be_read(backend):
    found = backend.embed(FakeEncoder(), [BAD, BAD], lambda *done: None)

    assert found.failed == (0, 1)
    assert found.vectors.shape == (2, 1)
    assert not found.vectors.any()


def test_no_texts(backend):
    assert len(backend.embed(FakeEncoder(), [], lambda *done: None).vectors) == 0
    assert backend.map_batches(shouted, [], batch=5).results == []


def test_model_that_is_missing_says_so_once(backend):
    with pytest.raises(BackendError, match=r"broken: FileNotFoundError: The model file is missing"):
        backend.embed(BrokenEncoder(), TEXTS, lambda *done: None)


def test_map_keeps_order_and_leaves_out_what_fails(backend):
    items = [*"abcdefg", 8, "i"]

    found = backend.map_batches(shouted, items, batch=2)

    assert found.results == [*"ABCDEFG", None, "I"]
    assert found.failed == (7,)
    assert found.reasons == ("AttributeError",)


def test_map_wants_one_result_for_each_item(backend):
    found = backend.map_batches(one_too_few, ["a", "b"], batch=2)

    assert found.failed == (0, 1)
    assert found.reasons == ("ValueError", "ValueError")


def test_killed_worker_costs_nothing(workers, tmp_path):
    texts = [*TEXTS[:BATCH], "end", *TEXTS[BATCH:]]
    seen = []

    found = workers.embed(
        FakeEncoder(str(tmp_path / "ended")), texts, lambda *done: seen.append(done)
    )

    here = BACKENDS["here"]().embed(FakeEncoder(), texts, lambda *done: None)
    assert (tmp_path / "ended").exists()
    assert found.vectors.tobytes() == here.vectors.tobytes()
    assert found.failed == ()
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert seen[-1] == (len(texts), len(texts))


def test_worker_killed_while_another_works(workers, tmp_path):
    def counted(*done):
        seen.append(done)

    seen = []
    flag = str(tmp_path / "ended")

    found = workers.map_batches(
        partial(end_at_seven, flag), list(range(30)), batch=1, progress=counted
    )

    assert found.results == list(range(30))
    assert len(seen) == 30


def test_batch_that_ends_every_process_is_given_up():
    with pytest.raises(WorkerLost, match=f"{LOSSES} workers ended while they had the same batch"):
        BACKENDS["processes"](workers=1).map_batches(always_ends, ["secretword"], batch=1)


@pytest.mark.parametrize("count", [1, 2])
def test_few_batches_are_held_at_a_time(count):
    items, ahead = Counted(range(40)), []
    backend = BACKENDS["processes"](workers=count)

    backend.map_batches(list, items, 2, lambda done, _total: ahead.append(items.given - done))

    assert max(ahead) <= 2 * count
    assert items.given == 40


def test_few_batches_are_with_the_scheduler_at_a_time(scheduler):
    items, ahead = Counted(range(60)), []
    backend = BACKENDS["dask"](scheduler=scheduler)

    backend.map_batches(list, items, 2, lambda done, _total: ahead.append(items.given - done))

    assert max(ahead) <= 2 * 2 * dask_backend.IN_FLIGHT
    assert items.given == 60


class Counted(list):
    """Counts how many items were given away as parts."""

    given = 0

    def __getitem__(self, place):
        found = super().__getitem__(place)
        self.given += len(found)
        return found


def test_workers_have_one_thread_and_nothing_of_django(workers):
    found = workers.map_batches(surroundings, list(range(8)), batch=1)

    assert "django" in sys.modules
    assert {threads for _, threads, _ in found.results} == {1}
    assert {django for _, _, django in found.results} == {False}


def test_both_workers_work(workers):
    assert len(set(workers.map_batches(slow, list(range(16)), batch=1).results)) == 2


def test_who_stops_listening_stops_the_work(workers):
    def stop(done, _total):
        raise InterruptedError(done)

    with pytest.raises(InterruptedError, match="1"):
        workers.map_batches(list, list(range(50)), batch=1, progress=stop)


@pytest.mark.parametrize(
    "encoder", ["tfidf", LearningEncoder()], ids=["by name", "one that learns"]
)
def test_encoder_that_learns_reads_all_texts_here(backend, encoder):
    seen = []

    found = backend.embed(encoder, TEXTS, lambda *done: seen.append(done))

    assert len(found.vectors) == len(TEXTS)
    assert seen == [(len(TEXTS), len(TEXTS))]
    assert encoder == "tfidf" or encoder.seen[1] == len(TEXTS)


def test_texts_that_cannot_be_learnt_from(backend):
    with pytest.raises(BackendError, match=r"learner cannot read these texts: ValueError$"):
        backend.embed(LearningEncoder(), [BAD], lambda *done: None)


@pytest.mark.parametrize("name", ENCODERS)
def test_encoders_can_be_sent_to_workers(name):
    assert len(ForkingPickler.dumps(ENCODERS[name]())) < 10_000


def test_function_that_cannot_be_sent():
    with pytest.raises(BackendError, match="A batch cannot go to a worker or back: "):
        BACKENDS["processes"](workers=1).map_batches(lambda items: items, ["secretword"], batch=1)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x", "127.0.0.1:1"])
def test_scheduler_that_is_not_there(address):
    backend = BACKENDS["dask"](scheduler=address)
    backend.workers.patience = 0.5

    with pytest.raises(BackendError, match=f"No scheduler answers at {address}"):
        backend.map_batches(list, [1], batch=1)


def test_scheduler_without_workers():
    with closing(dask_backend.local_cluster(0)) as cluster:
        backend = BACKENDS["dask"](scheduler=cluster.scheduler_address)
        backend.workers.patience = 0.5

        with pytest.raises(BackendError, match="has no workers"):
            backend.map_batches(list, [1], batch=1)


def test_missing_package_says_what_to_install(monkeypatch):
    monkeypatch.delitem(sys.modules, "insights.engine.dask_backend")
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(BackendError, match=r"distributed is missing: pip install distributed"):
        BACKENDS["dask"](scheduler="tcp://127.0.0.1:8786")
