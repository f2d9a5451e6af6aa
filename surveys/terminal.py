"""What commands print of files that come from outside."""

# Line ends and tabs lay out our own messages; the joiners are letters of Persian, and of emoji.
KEPT = frozenset("\n\t\u200c\u200d")


def printable(text: object) -> str:
    r"""Return a text with the code of each character that a terminal would obey or turn words by.

    >>> print(printable("Name\x1b[2K"))
    Name\x1b[2K
    """
    return "".join(
        each if each.isprintable() or each in KEPT else ascii(each)[1:-1] for each in str(text)
    )
