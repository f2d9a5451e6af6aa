"""What a run found, whole: every document somewhere, and what it takes to find it again."""

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import scipy
import sklearn
import sknetwork

from insights.engine.distinct import Reading
from insights.engine.types import VERSION, Document, Result, SetAside, Theme


def result_of(
    documents: Sequence[Document],
    themes: tuple[Theme, ...],
    read: Reading,
    lone: tuple[str, ...],
    run: Mapping[str, Any],
) -> Result:
    """Return the result: each document is in a theme, ungrouped or set aside."""
    grouped = {member.document for theme in themes for member in theme.members}
    aside = [
        SetAside(document.id, reason)
        for document, reason in zip(documents, read.reasons, strict=True)
        if reason
    ]
    away = grouped | {each.document for each in aside}
    return Result(
        themes=themes,
        ungrouped=tuple(each.id for each in documents if each.id not in away),
        set_aside=tuple(aside),
        duplicates=tuple(
            tuple(documents[n].id for n in group) for group in read.same if len(group) > 1
        ),
        run=run,
        lone_voices=lone,
    )


def run_of(
    documents: Sequence[Document], read: Reading, settings: Mapping[str, Any], encoder: str
) -> dict[str, Any]:
    """Return versions, settings, the digest of the input and counts: no words."""
    content = json.dumps([[document.id, document.text] for document in documents])
    reasons = [reason for reason in read.reasons if reason]
    return {
        "versions": {
            "engine": VERSION,
            "encoder": encoder,
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__,
            "scikit-network": sknetwork.__version__,
        },
        "settings": dict(settings),
        "digest": hashlib.sha256(content.encode()).hexdigest(),
        "documents": len(documents),
        "statements": len(read.statements),
        "set_aside": {reason: reasons.count(reason) for reason in sorted(set(reasons))},
    }
