"""Time of the cards of one question's page, with few answers and with many.

    .venv/bin/python bench/codebook.py [--few 1000] [--many 20000]

Fifteen themes and fifteen suggestions, most answers in one of each. The yardstick is counting the
answers that may be read: no page that says how many people are in a theme can do with less.
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
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=20_000)
    options = parser.parse_args()
    few, many = (measure(answers) for answers in (options.few, options.many))
    for answers, found in ((options.few, few), (options.many, many)):
        print(
            f"{answers:7} answers: cards {found['cards'] * 1000:7.1f} ms, "
            f"count {found['count'] * 1000:6.1f} ms, {found['queries']} queries, "
            f"grew {found['grew']:.1f} MB"
        )
    print(f"cards / count           {many['cards'] / many['count']:.1f}")
    print(f"many / few              {many['cards'] / few['cards']:.1f}")


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
