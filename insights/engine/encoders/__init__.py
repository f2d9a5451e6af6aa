"""Encoders: texts to unit vectors, on this machine, from models that ship inside packages."""

from collections.abc import Callable

from insights.engine.encoders.e5 import E5_SHA256, E5Encoder
from insights.engine.encoders.minilm import MiniLMEncoder
from insights.engine.encoders.rows import BATCH, unit
from insights.engine.encoders.tfidf import TfidfEncoder
from insights.engine.encoders.use import USE_SHA256, UseEncoder, UseMiniLMEncoder
from insights.engine.model_files import (
    MINILM_SHA256,
    ModelFileError,
    check_file,
    checked_folder,
    package_folder,
)
from insights.engine.stages import Encoder


__all__ = [
    "BATCH",
    "E5_SHA256",
    "ENCODERS",
    "MINILM_SHA256",
    "USE_SHA256",
    "E5Encoder",
    "Encoder",
    "MiniLMEncoder",
    "ModelFileError",
    "TfidfEncoder",
    "UseEncoder",
    "UseMiniLMEncoder",
    "check_file",
    "checked_folder",
    "package_folder",
    "unit",
]

ENCODERS: dict[str, Callable[[], Encoder]] = {
    each.name: each
    for each in (UseMiniLMEncoder, MiniLMEncoder, UseEncoder, E5Encoder, TfidfEncoder)
}
