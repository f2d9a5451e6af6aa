"""The SPSS system file (.sav), written as it goes: a dictionary of variables, then one case a row.

Little-endian, UTF-8, compressed by bytecode, as the documentation of PSPP describes the format.
Written here because the library for it takes the whole file as a data frame, and no frame is light.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO


# Limits of the format, in bytes of UTF-8.
NAME_LIMIT, LABEL_LIMIT, VALUE_LABEL_LIMIT, TEXT_LIMIT, FILE_LABEL_LIMIT = 64, 256, 120, 32_767, 64
# Reasons for no answer are a range: one variable may have three single ones at most.
MISSING_RANGE = (-9.0, -1.0)
NOMINAL, ORDINAL, SCALE = 1, 2, 3
# Kinds of format: type, width and decimals, packed as the file has them.
WHOLE, DECIMAL, DAY = (5, 8, 0), (5, 10, 2), (39, 10, 0)
SHORT_STRING, SEGMENT, SEGMENT_ROOM = 255, 252, 256
BIAS = 100
SYSTEM_MISSING = -struct.unpack("<d", struct.pack("<Q", 0x7FEFFFFFFFFFFFFF))[0]
LOWEST = struct.unpack("<d", struct.pack("<Q", 0xFFEFFFFFFFFFFFFE))[0]
RAW, SPACES, MISSING, END = 253, 254, 255, 252
BLANK = b" " * 8
COUNT_AT = 80


@dataclass(frozen=True)
class Variable:
    """One variable. `width` is 0 for numbers, else the bytes of its longest text.

    `labels` names values; those of a text are not named.
    """

    name: str
    label: str
    width: int = 0
    measure: int = NOMINAL
    format: tuple[int, int, int] = WHOLE
    labels: Mapping[int | float, str] = field(default_factory=dict)
    has_missing: bool = False


def cut(text: str, limit: int) -> bytes:
    """Return `text` in UTF-8, no longer than `limit` bytes, whole characters only.

    >>> cut("gyda ŵ", 6)
    b'gyda '
    """
    raw = text.encode("utf-8", "ignore")
    return raw if len(raw) <= limit else raw[:limit].decode("utf-8", "ignore").encode("utf-8")


def segments(width: int) -> list[int]:
    """Return the widths of the stored variables that a text variable takes.

    >>> segments(255), segments(600)
    ([255], [255, 255, 96])
    """
    if width <= SHORT_STRING:
        return [width]
    whole = -(-width // SEGMENT) - 1
    return [SHORT_STRING] * whole + [width - whole * SEGMENT]


class SavFile:
    """A .sav file while its cases are written."""

    def __init__(self, path: Path, variables: Sequence[Variable], *, title: str, day: str):
        """`day` is the day of making as the format wants it: "02 Mar 26"."""
        self._variables = list(variables)
        self._file: BinaryIO = path.open("wb")
        self._codes, self._values, self.cases = bytearray(), bytearray(), 0
        self._write_dictionary(title, day)

    def append(self, row: Sequence[int | float | str | None]) -> None:
        """Write one case; None is the system's own missing value, and no text at all."""
        for variable, value in zip(self._variables, row, strict=True):
            if variable.width:
                self._add_text(variable, value)
            else:
                self._add_number(value)
        self.cases += 1

    def close(self) -> None:
        """End the data, and write how many cases there are."""
        self._code(END)
        while self._codes:
            self._code(0)
        self._file.seek(COUNT_AT)
        self._file.write(struct.pack("<i", self.cases))
        self._file.close()

    def discard(self) -> None:
        self._file.close()

    # --- cases ---

    def _code(self, code, raw=b""):
        self._codes.append(code)
        self._values += raw
        if len(self._codes) == 8:
            self._file.write(self._codes + self._values)
            self._codes, self._values = bytearray(), bytearray()

    def _add_number(self, value):
        if value is None:
            self._code(MISSING)
        elif value == int(value) and 1 - BIAS <= value <= 251 - BIAS:
            self._code(int(value) + BIAS)
        else:
            self._code(RAW, struct.pack("<d", value))

    def _add_text(self, variable, value):
        raw = (value or "").encode("utf-8", "ignore")
        if len(raw) > variable.width:
            raise ValueError(variable.name)
        for place, width in enumerate(segments(variable.width)):
            room = -(-width // 8) * 8
            part = raw[place * SHORT_STRING : (place + 1) * SHORT_STRING].ljust(room)
            for start in range(0, room, 8):
                eight = part[start : start + 8]
                if eight == BLANK:
                    self._code(SPACES)
                else:
                    self._code(RAW, eight)

    # --- the dictionary ---

    def _write_dictionary(self, title, day):
        stored = [(one, width) for one in self._variables for width in segments(one.width)]
        sizes = [max(1, -(-width // 8)) for _one, width in stored]
        self._write_header(sum(sizes), title, day)
        shorts: dict[str, str] = {}
        places: dict[str, int] = {}
        place = 1
        for number, ((variable, width), size) in enumerate(zip(stored, sizes, strict=True), 1):
            short = f"V{number:07d}"
            is_first = variable.name not in shorts
            shorts.setdefault(variable.name, short)
            places.setdefault(variable.name, place)
            self._write_variable(variable, width, short, is_first=is_first)
            place += size
        for variable in self._variables:
            if variable.labels:
                self._write_labels(variable, places[variable.name])
        self._write_extensions(stored, shorts)
        self._file.write(struct.pack("<ii", 999, 0))

    def _write_header(self, size, title, day):
        product = b"@(#) SPSS DATA FILE - Consult".ljust(60)
        label = cut(title, FILE_LABEL_LIMIT).ljust(64)
        numbers = struct.pack("<iiiiid", 2, size, 1, 0, -1, BIAS)
        made = day.encode().ljust(9) + b"00:00:00"
        self._file.write(b"$FL2" + product + numbers + made + label + b"\0" * 3)

    def _write_variable(self, variable, width, short, *, is_first):
        label = cut(variable.label, LABEL_LIMIT) if is_first else b""
        has_range = variable.has_missing and not variable.width
        packed = _packed(variable, width)
        self._file.write(
            struct.pack("<iiiiii", 2, width, bool(label), -2 * has_range, packed, packed)
            + short.encode()
        )
        if label:
            self._file.write(struct.pack("<i", len(label)) + _padded(label, 4))
        if has_range:
            self._file.write(struct.pack("<dd", *MISSING_RANGE))
        for _rest in range(-(-width // 8) - 1):
            self._file.write(struct.pack("<iiiiii", 2, -1, 0, 0, 0, 0) + BLANK)

    def _write_labels(self, variable, place):
        self._file.write(struct.pack("<ii", 3, len(variable.labels)))
        for value, words in variable.labels.items():
            label = cut(words, VALUE_LABEL_LIMIT)
            named = bytes([len(label)]) + label
            self._file.write(struct.pack("<d", value) + _padded(named, 8))
        self._file.write(struct.pack("<iii", 4, 1, place))

    def _write_extensions(self, stored, shorts):
        # Version, machine, IEEE numbers, compression, little-endian, and the code page of UTF-8.
        self._extend(3, 4, struct.pack("<8i", 20, 0, 0, -1, 1, 1, 2, 65001))
        self._extend(4, 8, struct.pack("<ddd", SYSTEM_MISSING, -SYSTEM_MISSING, LOWEST))
        display = [
            number
            for variable, width in stored
            for number in (variable.measure, min(max(width, 8), 40), 0 if width else 1)
        ]
        self._extend(11, 4, struct.pack(f"<{len(display)}i", *display))
        names = "\t".join(f"{short}={name}" for name, short in shorts.items())
        self._extend(13, 1, names.encode())
        long = [one for one in self._variables if one.width > SHORT_STRING]
        if long:
            widths = "".join(f"{shorts[one.name]}={one.width:05d}\0\t" for one in long)
            self._extend(14, 1, widths.encode())
        self._extend(20, 1, b"UTF-8")

    def _extend(self, kind, size, data):
        self._file.write(struct.pack("<iiii", 7, kind, size, len(data) // size) + data)


def _packed(variable, width) -> int:
    kind, shown, decimals = (1, width, 0) if variable.width else variable.format
    return kind << 16 | shown << 8 | decimals


def _padded(raw: bytes, step: int) -> bytes:
    return raw.ljust(-(-len(raw) // step) * step)
