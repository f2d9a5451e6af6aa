"""The store of vectors: each text is embedded once, and what is forgotten is gone."""

import multiprocessing
import os
import sqlite3
import stat

import numpy as np
import pytest

from insights.engine import Document, ThemeFinder
from insights.engine.backends import BACKENDS
from insights.engine.encoders import ENCODERS
from insights.engine.vector_file import FILE, VectorFile
from insights.engine.vectors import VectorStore, embed_once
from tests.engine.fake_encoder import BAD, LearningEncoder
from tests.engine.vector_work import KEY as WORK_KEY
from tests.engine.vector_work import TEXTS as WORK_TEXTS
from tests.engine.vector_work import write_and_end, write_read_and_forget


KEY = b"k" * 32
TEXTS = [f"Somebody listened to me on day {number}" for number in range(40)]


class CountingEncoder:
    """Rows that depend on the text alone; it counts what it is given."""

    name = "counting"
    version = "1"
    seen = []

    def encode(self, texts, progress):
        if BAD in texts:
            raise ValueError("no encoder can read this")
        self.seen.extend(text for text in texts if text != ".")
        return rows_of(texts)


@pytest.fixture
def store(tmp_path):
    return VectorStore(tmp_path / "vectors", KEY)


@pytest.fixture
def seen(monkeypatch):
    monkeypatch.setattr(CountingEncoder, "seen", [])
    monkeypatch.setitem(ENCODERS, "counting", CountingEncoder)
    return CountingEncoder


def rows_of(texts, dims=8):
    rows = [np.random.default_rng(len(text) + sum(map(ord, text))).random(dims) for text in texts]
    return np.array(rows, dtype=np.float32).reshape(len(texts), dims)


def embed(store, texts, encoder=None, progress=lambda done, total: None):
    return embed_once(store, BACKENDS["here"](), encoder or CountingEncoder(), texts, progress)


def bytes_in(folder):
    return b"".join(path.read_bytes() for path in folder.iterdir())


def sealed_in(folder):
    with sqlite3.connect(folder / FILE) as db:
        return [bytes(row) for (row,) in db.execute("SELECT row FROM sealed ORDER BY id")]


def test_vectors_come_back_exactly(store):
    rows = rows_of(TEXTS)

    store.put("counting", "1", TEXTS, rows)

    found, missing = store.get("counting", "1", [*TEXTS, "A new text"])
    assert missing == [len(TEXTS)]
    assert found[:-1].tobytes() == rows.tobytes()
    assert not found[-1].any()


def test_nothing_known_is_all_missing(store):
    assert store.get("counting", "1", ["one", "two"])[1] == [0, 1]
    assert store.get("counting", "1", [])[1] == []


def test_no_text_is_embedded_twice(store, seen):
    first = embed(store, TEXTS[:30])
    second = embed(store, TEXTS)

    assert sorted(seen.seen) == sorted(TEXTS)
    assert second.vectors.tobytes() == embed(None, TEXTS).vectors.tobytes()
    assert second.vectors[:30].tobytes() == first.vectors.tobytes()


def test_progress_counts_what_was_known(store, seen):
    told = []
    embed(store, TEXTS[:30])

    embed(store, TEXTS, progress=lambda done, total: told.append((done, total)))
    embed(store, TEXTS, progress=lambda done, total: told.append((done, total)))

    assert told == [(40, 40), (40, 40)]
    assert len(seen.seen) == 40


def test_a_text_that_cannot_be_read_keeps_its_place_and_is_tried_again(store, seen):
    embed(store, TEXTS[:2])

    found = [embed(store, [TEXTS[0], BAD, TEXTS[1], "new"]) for _ in range(2)]

    assert [each.failed for each in found] == [(1,), (1,)]
    assert found[0].reasons == ("ValueError",)
    assert not found[0].vectors[1].any()
    assert found[0].vectors[[0, 2, 3]].tobytes() == rows_of([*TEXTS[:2], "new"]).tobytes()
    assert embed(store, [BAD]).failed == (0,)


def test_an_encoder_that_learns_is_not_kept(store):
    embed(store, TEXTS, LearningEncoder())

    assert store.get("learner", LearningEncoder().version, TEXTS)[1] == list(range(len(TEXTS)))
    assert ENCODERS["tfidf"]().learns


@pytest.mark.parametrize(
    ("encoder", "version", "key"),
    [("other", "1", KEY), ("counting", "2", KEY), ("counting", "1", b"other" * 7)],
    ids=["encoder", "version", "key"],
)
def test_another_encoder_version_or_key_finds_nothing(store, tmp_path, encoder, version, key):
    store.put("counting", "1", TEXTS, rows_of(TEXTS))

    found = VectorStore(tmp_path / "vectors", key).get(encoder, version, TEXTS)

    assert found[1] == list(range(len(TEXTS)))


def test_the_finder_says_the_same_with_and_without(store, seen):
    documents = [Document(str(number), text) for number, text in enumerate(TEXTS)]

    found = [
        ThemeFinder(encoder="counting", cache=cache).find(documents).to_json()
        for cache in (None, store, store)
    ]

    assert found[0] == found[1] == found[2]
    assert len(seen.seen) == 2 * len(set(seen.seen))  # without, and once with


def test_forgotten_bytes_are_in_no_file(store, tmp_path, seen):
    many = [f"{text}, and later {n}" for text in TEXTS for n in range(30)]
    store.put("counting", "1", many, rows_of(many, dims=384))
    store.put("counting", "2", many, rows_of(many, dims=100))
    before = sealed_in(tmp_path / "vectors")
    gone = set(range(0, len(many), 3))

    store.forget([many[place] for place in sorted(gone)])

    raw = bytes_in(tmp_path / "vectors")
    there = [place for place, row in enumerate(before) if row[:64] in raw or row[-64:] in raw]
    assert there == [n for n in range(2 * len(many)) if n % len(many) not in gone]
    for version in ("1", "2"):
        assert store.get("counting", version, many)[1] == sorted(gone)


def test_no_words_and_no_plain_vectors_are_in_the_folder(store, tmp_path):
    rows = rows_of(TEXTS)

    store.put("counting", "1", TEXTS, rows)

    raw = bytes_in(tmp_path / "vectors")
    assert sealed_in(tmp_path / "vectors")[0] in raw
    assert b"listened" not in raw
    assert not any(row.tobytes() in raw for row in rows)


def test_files_are_open_to_their_owner_alone(store, tmp_path):
    before = os.umask(0)
    try:
        store.put("counting", "1", TEXTS, rows_of(TEXTS))
    finally:
        os.umask(before)

    folder = tmp_path / "vectors"
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())}
    assert modes == {"vectors": 0o700, "lock": 0o600, FILE: 0o600}


def test_forgetting_all_leaves_nothing(store, tmp_path):
    store.forget_all()  # with no folder yet
    store.put("counting", "1", TEXTS, rows_of(TEXTS))

    store.forget_all()

    assert bytes_in(tmp_path / "vectors") == b""
    assert len(store.get("counting", "1", TEXTS)[1]) == len(TEXTS)


def torn(raw):
    return raw[: len(raw) // 2]


def all_noise(raw):
    return np.random.default_rng(0).bytes(len(raw))


def nothing(raw):
    return b""


def no_database(raw):
    return b"These are no vectors at all." * 200


@pytest.mark.parametrize("damage", [torn, all_noise, nothing, no_database])
def test_a_damaged_file_is_as_good_as_missing(store, tmp_path, seen, damage):
    texts = [f"{text} {n}" for text in TEXTS for n in range(10)]
    embed(store, texts)
    path = tmp_path / "vectors" / FILE
    path.write_bytes(damage(path.read_bytes()))

    found = embed(store, texts)

    assert found.vectors.tobytes() == rows_of(texts).tobytes()
    seen.seen.clear()
    store.forget(texts[:1])
    assert embed(store, texts).vectors.tobytes() == rows_of(texts).tobytes()


def test_a_flipped_bit_never_gives_a_wrong_vector(store, tmp_path):
    rows = rows_of(TEXTS)
    store.put("counting", "1", TEXTS, rows)
    path = tmp_path / "vectors" / FILE
    row = sealed_in(tmp_path / "vectors")[3]
    raw = path.read_bytes()
    path.write_bytes(raw.replace(row, row[:20] + bytes([row[20] ^ 1]) + row[21:]))

    found, missing = store.get("counting", "1", TEXTS)

    assert missing == [3]
    assert np.delete(found, 3, axis=0).tobytes() == np.delete(rows, 3, axis=0).tobytes()


def test_vectors_of_exchanged_texts_are_not_taken(store, tmp_path):
    store.put("counting", "1", TEXTS[:2], rows_of(TEXTS[:2]))
    with sqlite3.connect(tmp_path / "vectors" / FILE) as db:
        first, second = db.execute("SELECT row FROM sealed ORDER BY id").fetchall()
        db.execute("UPDATE sealed SET row = ? WHERE id = 1", second)
        db.execute("UPDATE sealed SET row = ? WHERE id = 2", first)

    assert store.get("counting", "1", TEXTS[:2])[1] == [0, 1]


def test_a_folder_that_cannot_be_made_stops_no_run_but_forgetting_says_so(tmp_path, seen):
    (tmp_path / "vectors").write_text("a file is in the way")
    store = VectorStore(tmp_path / "vectors", KEY)

    assert embed(store, TEXTS).vectors.tobytes() == rows_of(TEXTS).tobytes()
    with pytest.raises(FileExistsError, match="vectors"):
        store.forget(TEXTS)


def test_those_not_used_for_longest_go_first(tmp_path, monkeypatch):
    store = VectorStore(tmp_path / "vectors", KEY, most=30)
    day = [1.7e9]
    monkeypatch.setattr("insights.engine.vector_file.time.time", lambda: day[0])
    store.put("counting", "1", TEXTS[:20], rows_of(TEXTS[:20]))
    day[0] += 86_400
    store.get("counting", "1", TEXTS[:5])

    store.put("counting", "1", TEXTS[20:], rows_of(TEXTS[20:]))

    assert store.get("counting", "1", TEXTS)[1] == list(range(5, 15))


def test_processes_may_write_read_and_forget_at_once(tmp_path):
    folder = tmp_path / "vectors"
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        wrong = pool.starmap(write_read_and_forget, [(folder, 0), (folder, 15)])

    assert wrong == [0, 0]
    assert sorted(VectorFile(folder, WORK_KEY).read("a", WORK_TEXTS)) == sorted(WORK_TEXTS[1:])


def test_a_process_that_ends_half_way_leaves_what_was_there(tmp_path):
    folder = tmp_path / "vectors"
    file = VectorFile(folder, WORK_KEY)
    file.write("a", {text: text.encode() for text in WORK_TEXTS[:20]})

    process = multiprocessing.get_context("spawn").Process(
        target=write_and_end, args=(folder, WORK_TEXTS[20:])
    )
    process.start()
    process.join()

    assert process.exitcode == 9
    assert set(file.read("a", WORK_TEXTS)) == set(WORK_TEXTS[:20])
