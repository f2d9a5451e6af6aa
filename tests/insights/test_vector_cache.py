"""Vectors of answers: made once, kept while the words may be read, and gone with them."""

import hashlib
import sqlite3
import stat
import subprocess
import sys

import numpy as np
import pytest
from django.conf import settings as site

from insights import engine
from insights.actions.runs import perform_run, request_run
from insights.engine.encoders import ENCODERS
from insights.engine.vector_file import FILE
from insights.engine.vectors import VectorStore
from insights.remembering import RunVectors, forget_words
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Response
from surveys.receipts import receipt_for, receipt_hmac_of
from tests.factories import give_permission, make_response
from tests.insights.conftest import WAITING


pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Staff were kind and always listened. But we waited eleven months for anything to happen"
PARTS = [
    "Staff were kind and always listened.",
    "But we waited eleven months for anything to happen",
]


class HashingEncoder:
    """Rows from each text's sha256; `seen` is what it was given, `meanwhile` is called first."""

    name, version = "hashing", "1"
    seen, meanwhile = [], []

    def encode(self, texts, progress):
        if list(texts) != ["."]:
            self.seen.extend(texts)
            while self.meanwhile:
                self.meanwhile.pop()()
        rows = [list(hashlib.sha256(text.encode()).digest()) for text in texts]
        rows = np.array(rows, dtype=np.float32).reshape(len(texts), 32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True).clip(1e-9)


@pytest.fixture(autouse=True)
def encoder(settings, tmp_path, monkeypatch):
    settings.VECTOR_DIR = tmp_path / "vectors"
    settings.THEME_ENCODER = "hashing"
    monkeypatch.setattr(HashingEncoder, "seen", [])
    monkeypatch.setattr(HashingEncoder, "meanwhile", [])
    monkeypatch.setitem(ENCODERS, "hashing", HashingEncoder)
    return HashingEncoder


@pytest.fixture
def leaver(survey, responses):
    """Someone who wrote what nobody else did, and their receipt."""
    response = make_response(survey, answers={"child_better": LONG})
    receipt = receipt_for(b"v" * 32)
    Response.objects.filter(pk=response.pk).update(receipt_hmac=receipt_hmac_of(receipt))
    return response, receipt


def missing_of(texts):
    store = RunVectors(survey_id=None, documents=[])
    return [texts[place] for place in store.get("hashing", "1", texts)[1]]


def sealed():
    with sqlite3.connect(site.VECTOR_DIR / FILE) as db:
        return {bytes(row) for (row,) in db.execute("SELECT row FROM sealed")}


def raw():
    return b"".join(path.read_bytes() for path in site.VECTOR_DIR.iterdir())


def test_a_second_run_embeds_nothing_and_finds_the_same(new_run, encoder):
    first = new_run()
    embedded = len(encoder.seen)

    second = new_run()

    assert len(encoder.seen) == embedded > 10
    found = [
        list(run.suggestions.order_by("number").values_list("label", "keywords", "stability"))
        for run in (first, second)
    ]
    assert found[0] == found[1]
    assert first.input_digest == second.input_digest


def test_only_new_answers_are_embedded(new_run, encoder, survey):
    new_run()
    encoder.seen.clear()
    make_response(survey, answers={"child_better": "Somewhere quiet to sit at lunch"})

    new_run()

    assert encoder.seen == ["Somewhere quiet to sit at lunch"]


def test_no_word_is_in_the_folder_and_only_its_owner_may_open_it(new_run, leaver):
    new_run()

    assert sealed()
    assert not any(word.encode() in raw() for word in ("waiting", "listened", "eleven", "Purple"))
    assert stat.S_IMODE(site.VECTOR_DIR.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in site.VECTOR_DIR.iterdir()} == {0o600}


def test_a_withdrawal_takes_the_bytes_out_of_the_file(new_run, leaver):
    new_run()
    assert missing_of(PARTS) == []
    before = sealed()

    withdraw_response(receipt=leaver[1])

    gone = before - sealed()
    assert len(gone) == len(PARTS)
    assert not any(row in raw() for row in gone)
    assert all(row in raw() for row in before - gone)
    assert missing_of(PARTS) == PARTS
    assert missing_of(list(WAITING)) == []


def test_what_was_withdrawn_while_the_run_embedded_is_not_kept(new_run, leaver, encoder):
    encoder.meanwhile.append(lambda: withdraw_response(receipt=leaver[1]))

    new_run()

    assert set(PARTS) <= set(encoder.seen)
    assert missing_of(PARTS) == PARTS
    assert missing_of(list(WAITING)) == []


def test_what_was_withdrawn_while_a_run_that_then_died_embedded_is_not_kept(
    codebook, leaver, encoder, monkeypatch
):
    def die(*of_run):
        raise RuntimeError("in the middle")

    encoder.meanwhile.append(lambda: withdraw_response(receipt=leaver[1]))
    monkeypatch.setattr("insights.actions.runs.told_of", die)

    with pytest.raises(RuntimeError, match="in the middle"):
        perform_run(run=request_run(codebook=codebook, by=None))

    assert missing_of(PARTS) == PARTS
    assert missing_of(list(WAITING)) == []  # and the next run need not begin again


def test_what_was_withdrawn_after_it_was_kept_is_forgotten(codebook, leaver, monkeypatch):
    put = VectorStore.put

    def put_and_leave(self, *given):
        put(self, *given)
        assert missing_of(PARTS) == []
        monkeypatch.setattr(VectorStore, "put", put)
        monkeypatch.setattr("insights.actions.runs.told_of", leave_and_tell)

    tell = sys.modules["insights.actions.runs"].told_of

    def leave_and_tell(*given):
        withdraw_response(receipt=leaver[1])
        return tell(*given)

    monkeypatch.setattr(VectorStore, "put", put_and_leave)

    assert perform_run(run=request_run(codebook=codebook, by=None))

    assert missing_of(PARTS) == PARTS


def test_a_permission_that_goes_during_a_run_takes_its_vectors_too(new_run, leaver, monkeypatch):
    new_run()
    find = engine.ThemeFinder.find

    def find_while_someone_says_no(self, documents, progress):
        result = find(self, documents, progress=progress)
        give_permission(leaver[0], "take_part", "withdrawn")
        return result

    monkeypatch.setattr(engine.ThemeFinder, "find", find_while_someone_says_no)

    new_run()

    assert missing_of(PARTS) == PARTS


def test_a_withdrawal_after_a_refusal_forgets_too(new_run, leaver):
    new_run()
    give_permission(leaver[0], "take_part", "withdrawn")

    withdraw_response(receipt=leaver[1])

    assert missing_of(PARTS) == PARTS


def test_another_pepper_finds_nothing(new_run, settings):
    new_run()

    settings.PEPPER = "another installation's"

    assert missing_of(list(WAITING)) == list(WAITING)


def test_forgetting_before_any_run_makes_no_folder():
    forget_words(["Nothing was ever kept"])

    assert not site.VECTOR_DIR.exists()


def test_a_process_that_forgets_loads_no_numerical_library():
    code = (
        "import django, os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'consult.settings';"
        "django.setup(); import insights.actions.withdrawal; assert 'numpy' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
