"""Part of bench/export.py: our export, or (`idle`) everything loaded and nothing done."""

import json
import os
import sys
from pathlib import Path

import django


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "consult.settings"
django.setup()

from python_calamine import CalamineWorkbook  # noqa: E402  models exist only after setup()

from bench.parts.measuring import measured  # noqa: E402
from insights import jobs  # noqa: E402
from insights.actions.export import file_path, request_export, run_export  # noqa: E402
from surveys.models import Survey  # noqa: E402


def export():
    row = request_export(survey=Survey.objects.get(), kind="workbook", purpose="bench", by=None)

    def work():
        run_export(export=row, token=jobs.claim(row))
        return {"mb": file_path(row).stat().st_size / 1e6}

    return {**measured(work), "cells": keep_cells(file_path(row))}


def keep_cells(path):
    """Keep the file where the bare loop finds it; return how many cells it holds."""
    kept = Path(os.environ["DATA_DIR"]) / "cells.xlsx"
    path.rename(kept)
    book = CalamineWorkbook.from_path(str(kept))
    sheets = (book.get_sheet_by_name(name) for name in book.sheet_names)
    return sum(sheet.total_height * sheet.total_width for sheet in sheets)


print(json.dumps(measured(dict) if sys.argv[1] == "idle" else export()))
