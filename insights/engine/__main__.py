"""`python -m insights.engine FILE --text COLUMN [--id COLUMN] --out FILE.json`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from insights.engine.backends import BACKENDS
from insights.engine.batches import BackendError
from insights.engine.encoders import ENCODERS
from insights.engine.finder import ThemeFinder
from insights.engine.reading import SpreadsheetError, read_documents
from insights.engine.types import FEW


READING_ORDER = (
    f"Fewer than {FEW} answers had something to group: "
    "take the themes as an order to read in, not as a statistic.\n"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Find the themes of one column of a .csv or .xlsx file and write them as JSON."""
    parser = argparse.ArgumentParser(prog="python -m insights.engine", description=main.__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--text", required=True, help="the column with the answers")
    parser.add_argument("--id", help="the column with each answer's id (else the row number)")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--encoder", choices=["auto", *ENCODERS], default="auto")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--themes", type=int, help="about how many themes you wish for")
    parser.add_argument("--engine", choices=list(BACKENDS), default="here", help="where to work")
    parser.add_argument("--scheduler", help="with --engine dask: the scheduler's address")
    options = parser.parse_args(arguments)
    if options.engine == "dask" and not options.scheduler:
        sys.stderr.write("Give the scheduler's address with --scheduler, as tcp://127.0.0.1:8786\n")
        return 2
    if not options.out.parent.is_dir():
        sys.stderr.write(f"There is no folder {options.out.parent}.\n")
        return 2
    try:
        documents = read_documents(options.file, text=options.text, id_column=options.id)
    except SpreadsheetError as error:
        sys.stderr.write(f"{_printable(str(error))}\n")
        return 2
    try:
        where = {"scheduler": options.scheduler} if options.engine == "dask" else {}
        finder = ThemeFinder(
            encoder=options.encoder,
            random_state=options.seed,
            themes=options.themes,
            backend=BACKENDS[options.engine](**where),
        )
        result = finder.find(documents)
    except BackendError as error:
        sys.stderr.write(f"{_printable(str(error))}\n")
        return 2
    options.out.write_bytes(result.to_json().encode("utf-8", "replace"))
    caution = READING_ORDER if result.is_reading_order else ""
    sys.stderr.write(f"{len(result.themes)} themes written to {options.out.name}\n{caution}")
    return 0


def _printable(text: str) -> str:
    """Return a text with the codes of what a terminal would obey: headings come from outside."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


if __name__ == "__main__":
    sys.exit(main())
