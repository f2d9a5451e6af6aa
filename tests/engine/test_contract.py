"""Every encoder and every grouper keeps the same promises, on any answers at all."""

import logging

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insights.engine import Document, ThemeFinder, find_themes
from insights.engine.backends import BACKENDS
from insights.engine.encoders import ENCODERS
from insights.engine.groups import GROUPERS
from tests.engine.answers import (
    AWKWARD,
    LONG,
    TOPICS,
    all_answers,
    check_result,
    clear_answers,
    documents,
)


KINDS = [(encoder, grouper) for encoder in ENCODERS for grouper in GROUPERS]
EDGES = {
    "none": [],
    "one": ["They listened to me"],
    "two": ["They listened to me", "Nobody rang us back"],
    "three": ["They listened to me", "Nobody rang us back", "The bus is late"],
    "identical": ["They listened to me"] * 30,
    "identical but for signs": ["They listened to me" + "!" * n for n in range(30)],
    "all set aside": ["", "n/a", "dont know", "."] * 10,
    "emoji": ["👍", "👎", "❤️", "😀😀", "👩‍👩‍👧‍👦", "👍👍"],
    "no words": ["a b", "b c", "c d", "d e", "1 2", "3 4"],
    "long": [LONG, "x" * 20_000],
    "awkward": AWKWARD,
}


CASES = [
    pytest.param(
        *(encoder, grouper, texts),
        id=f"{name}-{encoder}-{grouper}",
        # A page of text takes the widest model a minute.
        marks=[pytest.mark.slow] if (name, encoder) == ("long", "e5") else [],
    )
    for name, texts in EDGES.items()
    for encoder, grouper in KINDS
]


@pytest.mark.parametrize(("encoder", "grouper", "texts"), CASES)
def test_any_answers_give_a_whole_result(encoder, grouper, texts):
    given_documents = documents(texts)

    result = find_themes(given_documents, encoder=encoder, grouper=grouper)

    check_result(result, given_documents)
    assert result.run["documents"] == len(texts)


@pytest.mark.parametrize(("encoder", "grouper"), KINDS)
def test_same_seed_same_bytes_and_nothing_said(encoder, grouper, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    given_documents = all_answers()

    first = find_themes(given_documents, encoder=encoder, grouper=grouper, random_state=3)
    second = find_themes(given_documents, encoder=encoder, grouper=grouper, random_state=3)

    check_result(first, given_documents)
    assert first.to_json() == second.to_json()
    assert first == second
    assert capfd.readouterr() == ("", "")
    words = " ".join(record.getMessage() for record in caplog.records)
    assert not [text for text in (*TOPICS["records"], "waited and waited") if text in words]


@pytest.mark.parametrize("encoder", ENCODERS)
def test_topics_that_are_far_apart_are_found(encoder):
    if encoder == "tfidf":
        pytest.skip("the last resort promises no meaning")
    given_documents = clear_answers()
    topic_of = dict(
        zip(
            [document.id for document in given_documents],
            [topic for topic, texts in TOPICS.items() for _ in texts],
            strict=True,
        )
    )

    result = find_themes(given_documents, encoder=encoder)

    tops = [theme for theme in result.themes if theme.parent is None]
    for theme in tops:
        topics = [topic_of[member.document] for member in theme.members]
        most = max(topics.count(topic) for topic in TOPICS)
        assert most / len(topics) >= 0.7, (theme.label, topics)


@pytest.mark.parametrize("name", ENCODERS)
def test_encoder_gives_unit_rows_of_one_width(name):
    encoder = ENCODERS[name]()
    texts = ["They listened", "👍", "", "نعم", LONG[:3000], "They listened"]
    done = []

    vectors = encoder.encode(texts, done.append)

    assert vectors.dtype == np.float32
    assert len(vectors) == len(texts)
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-3) | (lengths < 1e-6))
    assert np.allclose(vectors[0], vectors[-1], atol=1e-5)
    assert encoder.name == name
    assert encoder.version
    assert done == sorted(done)
    assert done[-1] <= len(texts)
    assert encoder.encode([], done.append).shape[0] == 0


@pytest.mark.parametrize("name", GROUPERS)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 39, 40, 120])
def test_grouper_gives_labels_from_nought_by_size(name, count):
    vectors = np.random.default_rng(1).normal(size=(count, 20)).astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)

    groups = GROUPERS[name]().group(vectors, 0)
    top, sub, held = groups.top, groups.parts, groups.stability

    assert len(top) == len(sub) == count
    names = sorted(set(top.tolist()) - {-1})
    assert names == list(range(len(names)))
    assert len(held) == len(names)
    sizes = [int((top == label).sum()) for label in names]
    assert sizes == sorted(sizes, reverse=True)
    assert all(0 <= each <= 1 for each in held)
    assert set(sub[top == -1].tolist()) <= {-1}
    parts = {(int(a), int(b)) for a, b in zip(top, sub, strict=True) if b >= 0}
    assert len(parts) == len(groups.part_stability)
    assert all(0 <= each <= 1 for each in groups.part_stability)
    assert count < 3 or len(groups.nearness) == count


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=80), max_size=25))
def test_anything_that_can_be_written(texts):
    given_documents = documents(texts)

    result = find_themes(given_documents, encoder="tfidf")

    check_result(result, given_documents)
    result.to_json().encode("utf-8", "replace")


def test_progress_goes_forward_and_says_no_words():
    seen = []

    ThemeFinder(encoder="tfidf").find(
        clear_answers(), progress=lambda stage, done, total: seen.append((stage, done, total))
    )

    stages = list(dict.fromkeys(stage for stage, _, _ in seen))
    assert stages == ["reading", "grouping", "naming"]
    assert all(0 <= done <= total for _, done, total in seen)
    assert seen[-1] == ("naming", 1, 1)


def test_a_new_answer_is_put_with_its_like_and_alone():
    finder = ThemeFinder(encoder="minilm").fit(clear_answers())
    new = [Document("n1", "Our place on the waiting list was lost"), Document("n2", "n/a")]
    more = [*new, Document("n3", "The bus to the clinic never came")]

    alone, together = finder.assign(new), finder.assign(more)

    assert [member.document for _, member in alone] == ["n1"]
    assert [theme for theme, _ in alone] == [theme for theme, _ in together][:1]
    assert finder.assign([]) == []
    with_backend = ThemeFinder(encoder="minilm", backend=BACKENDS["processes"](workers=1))
    assert with_backend.fit(clear_answers()).assign(more) == together
    assert ThemeFinder(encoder="tfidf").fit([]).assign(new) == []


@pytest.mark.parametrize("unknown", [{"encoder": "oracle"}, {"grouper": "oracle"}])
def test_unknown_stage_says_which_there_are(unknown):
    with pytest.raises(ValueError, match=r"tfidf.*graph"):
        find_themes([], **unknown)


def test_two_documents_of_one_name_are_refused():
    with pytest.raises(ValueError, match="same id"):
        find_themes([Document("1", "a"), Document("1", "b")], encoder="tfidf")


def test_run_holds_what_it_takes_to_repeat_it_and_no_words():
    result = find_themes(clear_answers(), encoder="tfidf", random_state=7)

    assert result.run["settings"] == {
        "encoder": "tfidf",
        "asked": "tfidf",
        "why": "asked for",
        "languages": {},
        "grouper": "graph",
        "random_state": 7,
        "themes": None,
    }
    assert {"engine", "encoder", "python", "numpy", "scikit-network"} <= set(result.run["versions"])
    assert len(result.run["digest"]) == 64
    assert "waiting" not in str(result.run)
