"""Memory and time of a large export beside a bare openpyxl write-only loop over the same cells.

    .venv/bin/python bench/export.py [--responses 50000]

Each part runs in a process of its own, on a database of the bench's own. Times are ratios: the
machine is shared.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
CHUNK = 2_000


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=50_000)
    parser.add_argument("--part", choices=["seed", "idle", "export", "bare"])
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part](options.responses)))
        return
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.pop("DATABASE_URL", None)
        found = {part: run(part, options.responses) for part in PARTS}
    show(options.responses, found)


def run(part, responses):
    command = [sys.executable, __file__, "--part", part, "--responses", str(responses)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def show(responses, found):
    export, bare, idle = found["export"], found["bare"], found["idle"]
    print(f"{responses} responses, {export['cells']} cells, file {export['mb']:.0f} MB")
    for name in ("export", "bare"):
        part = found[name]
        print(f"  {name:7} {part['seconds']:7.1f} s  cpu {part['cpu']:7.1f} s  "
              f"peak {part['peak']:.0f} MB")
    print(f"  idle (Django and the engine loaded, nothing done): peak {idle['peak']:.0f} MB")
    print(f"time ratio {export['seconds'] / bare['seconds']:.2f}, "
          f"cpu ratio {export['cpu'] / bare['cpu']:.2f}, "
          f"memory above idle {export['peak'] - idle['peak']:.0f} MB")


def set_up():
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "consult.settings"
    import django  # noqa: PLC0415 - each part is its own program

    django.setup()


def measured(work):
    start, cpu = time.perf_counter(), time.process_time()
    extra = work()
    return {
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        **extra,
    }


def seed(responses):
    set_up()
    from django.core.management import call_command  # noqa: PLC0415

    from bench.seeding import seed_survey  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    return measured(lambda: seed_survey(responses))


def idle(_responses):
    set_up()
    import insights.actions.export  # noqa: F401, PLC0415

    return measured(dict)


def export(_responses):
    set_up()
    from insights import jobs  # noqa: PLC0415
    from insights.actions.export import file_path, request_export, run_export  # noqa: PLC0415
    from surveys.models import Survey  # noqa: PLC0415

    row = request_export(survey=Survey.objects.get(), kind="workbook", purpose="bench", by=None)

    def work():
        run_export(export=row, token=jobs.claim(row))
        return {"mb": file_path(row).stat().st_size / 1e6}

    found = measured(work)
    row.refresh_from_db()
    # Counted outside the measured time, by the other reader.
    return {**found, "cells": keep_cells(file_path(row))}


def keep_cells(path):
    """Keep the file where `bare` finds it; return how many cells it holds."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    kept = Path(os.environ["DATA_DIR"]) / "cells.xlsx"
    path.rename(kept)
    book = CalamineWorkbook.from_path(str(kept))
    sheets = (book.get_sheet_by_name(name) for name in book.sheet_names)
    return sum(sheet.total_height * sheet.total_width for sheet in sheets)


def bare(_responses):
    from openpyxl import Workbook, load_workbook  # noqa: PLC0415

    source = Path(os.environ["DATA_DIR"]) / "cells.xlsx"
    reading = load_workbook(source, read_only=True)
    spent = {"seconds": 0.0, "cpu": 0.0}
    book = Workbook(write_only=True)
    for sheet in reading:
        copy = book.create_sheet(sheet.title)
        rows = []
        for row in sheet.iter_rows(values_only=True):
            rows.append(list(row))
            if len(rows) == CHUNK:
                timed(spent, copy, rows)
                rows = []
        timed(spent, copy, rows)
    found = measured(lambda: book.save(source.with_name("bare.xlsx")) or {})
    return {**found, **{key: found[key] + spent[key] for key in spent}}


def timed(spent, sheet, rows):
    """Add the time of writing alone: reading the cells back is no part of the loop."""
    start, cpu = time.perf_counter(), time.process_time()
    for row in rows:
        sheet.append(row)
    spent["seconds"] += time.perf_counter() - start
    spent["cpu"] += time.process_time() - cpu


PARTS = {"seed": seed, "idle": idle, "export": export, "bare": bare}


if __name__ == "__main__":
    main()
