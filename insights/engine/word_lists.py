"""Reads the engine's own word lists: text files in `words/`, one entry a line, by language."""

from collections.abc import Iterator
from pathlib import Path


_FOLDER = Path(__file__).with_name("words")


def entries_of(name: str) -> Iterator[tuple[str, str]]:
    """Yield (language, entry) for each line of `words/<name>.txt`.

    A line `[pl]` opens a language's section, a line that starts with `# ` is a remark. Before the
    first section the language is "". Raises FileNotFoundError when there is no such list.
    """
    language = ""
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        entry = line.strip()
        if entry.startswith("[") and entry.endswith("]"):
            language = entry[1:-1]
        elif entry and not entry.startswith("# "):
            yield language, entry
