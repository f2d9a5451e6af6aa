"""Time of a survey's overview at two sizes, counted anew and from counts that a worker keeps.

    .venv/bin/python bench/overview.py [--responses 5000 50000]

Each size on a database of the bench's own. Times are of the processor: the machine is shared.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


PARTS = Path(__file__).resolve().parent / "parts"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, nargs=2, default=[5_000, 50_000])
    options = parser.parse_args()
    found = [measure(responses) for responses in options.responses]
    for responses, times in zip(options.responses, found, strict=True):
        print(
            f"{responses} responses: counted anew {times['anew']:.2f} s, by the worker "
            f"{times['counting']:.2f} s, from kept counts {times['kept']:.3f} s"
        )
    print(f"kept, large beside small: {found[1]['kept'] / found[0]['kept']:.2f}")


def measure(responses):
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
        environment = {**os.environ, "DATA_DIR": folder}
        environment.pop("DATABASE_URL", None)
        run("overview_seed.py", responses, environment)
        return run("overview_ask.py", responses, environment)


def run(part, responses, environment):
    command = [sys.executable, str(PARTS / part), str(responses)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
