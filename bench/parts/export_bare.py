"""Part of bench/export.py: openpyxl's write-only loop over the same cells, and nothing else."""

import json
import os
import sys
import time
from itertools import islice
from pathlib import Path

from openpyxl import Workbook, load_workbook


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.parts.measuring import measured  # noqa: E402  found only on this path


CHUNK = 2_000
SOURCE = Path(os.environ["DATA_DIR"]) / "cells.xlsx"


def bare():
    spent = {"seconds": 0.0, "cpu": 0.0}
    book = Workbook(write_only=True)
    for sheet in load_workbook(SOURCE, read_only=True):
        copy = book.create_sheet(sheet.title)
        rows = sheet.iter_rows(values_only=True)
        while chunk := list(islice(rows, CHUNK)):
            write(copy, chunk, spent)
    found = measured(lambda: book.save(SOURCE.with_name("bare.xlsx")) or {})
    return {**found, **{key: found[key] + spent[key] for key in spent}}


def write(sheet, rows, spent):
    """Add the time of writing alone: reading the cells back is no part of the loop."""
    start, cpu = time.perf_counter(), time.process_time()
    for row in rows:
        sheet.append(row)
    spent["seconds"] += time.perf_counter() - start
    spent["cpu"] += time.process_time() - cpu


print(json.dumps(bare()))
