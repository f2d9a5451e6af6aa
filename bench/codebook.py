"""Processor time of the theme board of one question, with few answers and with many.

    .venv/bin/python bench/codebook.py [--few 5000] [--many 100000]

Fifteen themes and fifteen suggestions, most answers in one of each. Figures are counted when the
page is asked for first, and kept: from then on the page may not grow with the answers.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


PARTS_FOLDER = Path(__file__).resolve().parent / "parts"
PARTS = ("export_seed.py", "codebook_view.py")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=5_000)
    parser.add_argument("--many", type=int, default=100_000)
    options = parser.parse_args()
    few, many = (measure(answers) for answers in (options.few, options.many))
    for answers, found in ((options.few, few), (options.many, many)):
        print(
            f"{answers:7} answers: page {found['page'] * 1000:7.1f} ms in {found['queries']} "
            f"queries, {found['grew']:.1f} MB; counted first in {found['first'] * 1000:.0f} ms; "
            f"counting who may be read {found['count'] * 1000:.0f} ms"
        )
    print(f"many / few              {many['page'] / few['page']:.2f}")


def measure(answers):
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
        environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": ""}
        for script in PARTS:
            command = [sys.executable, str(PARTS_FOLDER / script), str(answers)]
            done = subprocess.run(
                command, check=True, stdout=subprocess.PIPE, text=True, env=environment
            )
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
