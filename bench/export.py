"""Memory and time of a large export beside a bare openpyxl write-only loop over the same cells.

    .venv/bin/python bench/export.py [--responses 50000]

Each part runs in a process of its own, on a database of the bench's own. Times are ratios: the
machine is shared.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


PARTS_FOLDER = Path(__file__).resolve().parent / "parts"
PARTS = {
    "seed": ["export_seed.py"],
    "idle": ["export_ours.py", "idle"],
    "export": ["export_ours.py", "export"],
    "bare": ["export_bare.py"],
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=50_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.pop("DATABASE_URL", None)
        found = {part: run(part, options.responses) for part in PARTS}
    show(options.responses, found)


def run(part, responses):
    script, *arguments = PARTS[part]
    command = [sys.executable, str(PARTS_FOLDER / script), *arguments, str(responses)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def show(responses, found):
    export, bare, idle = found["export"], found["bare"], found["idle"]
    print(f"{responses} responses, {export['cells']} cells, file {export['mb']:.0f} MB")
    for name in ("export", "bare"):
        part = found[name]
        print(
            f"  {name:7} {part['seconds']:7.1f} s  cpu {part['cpu']:7.1f} s  "
            f"peak {part['peak']:.0f} MB"
        )
    print(f"  idle (Django and the engine loaded, nothing done): peak {idle['peak']:.0f} MB")
    print(
        f"time ratio {export['seconds'] / bare['seconds']:.2f}, "
        f"cpu ratio {export['cpu'] / bare['cpu']:.2f}, "
        f"memory above idle {export['peak'] - idle['peak']:.0f} MB"
    )


if __name__ == "__main__":
    main()
