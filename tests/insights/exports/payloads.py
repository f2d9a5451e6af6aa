"""What an ill-wisher, or plain bad luck, types into an answer."""

FORMULAS = [
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "%0", "|calc", "=", "==",
    "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u200b=1+1", "\ufeff=1+1", "＝1+1",  # noqa: RUF001
    '=HYPERLINK("http://example.org","click")', '=IMPORTXML("http://example.org","//a")',
    '=DDE("cmd";"/C calc";"x")', '=WEBSERVICE("http://example.org")', "{=1+1}", "=1+1+cmd|'x'!A1",
    "+44 20 7946 0000", "-not sure", "#REF!", "#N/A", "#NULL!", "TRUE", "1E5", "007", "2026-01-02",
]
LINKS = [
    "http://example.org", "mailto:a@example.org", "file:///etc/passwd", "\\\\server\\share",
    "internal:Sheet1!A1", "external:book.xlsx#Sheet!A1",
]
MARKUP = [
    "<r>EVIL & <b></r>", "<r><t>x</t></r>", "</t></is></c></row>", "]]>", "<![CDATA[x]]>",
    "&lt;b&gt;", "&#0;", "&#x1F600;", "<?xml version='1.0'?>", "<!ENTITY x 'y'>",
    "<f>1+1</f>", '"><f>1</f>', "<!--x-->",
]
CODES = [
    "_x000B_", "_x0041_", "__x0041__", "_x005F_x0041_", "_xD83D_", "_x00", "_xFFFF__x0000_",
    "a_x000D_b_x000A_c",
]
CHARACTERS = [
    "\x00", "a\x0bb", "a\x1fb", "\ud800", "a\udfffb", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe",
    "\x7f", "\x85", "a\u2028b", "\u202egnp.exe", "👩‍👩‍👧‍👦", "é e\u0301", "\ue000", "\U000e0041",
]
SPACES = [" leading", "trailing ", "a\n\nb", "a\r\nb", "a\rb", "\ta\t", "a  b", "line\n"]
HOSTILE = [*FORMULAS, *LINKS, *MARKUP, *CODES, *CHARACTERS, *SPACES]
