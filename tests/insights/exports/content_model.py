"""What REFI-QDA 1.0 lets a .qdpx and a .qdc hold, of the elements that are written here.

Facts read from the two schemas that the initiative published (QDA-XML 1.0, Project of 18 March
2019, and Codebook; www.qdasoftware.org), put into tables of our own. A child is named with how
often it may stand: nothing for exactly once, `?` at most once, `*` as often as wanted, `+` at least
once; children stand in this order. An attribute is named with its type, and `!` where it must be.
"""

import re
from dataclasses import dataclass


TEXT = "text"  # in the place of children: the element holds words

PROJECT = {
    "Project": (
        (
            "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description?"
            " NoteRef*"
        ),
        (
            "name=string! origin=string creatingUserGUID=guid creationDateTime=stamp"
            " modifyingUserGUID=guid modifiedDateTime=stamp basePath=string"
        ),
    ),
    "Users": ("User+", ""),
    "User": ("", "guid=guid! name=string id=string"),
    "CodeBook": ("Codes", ""),
    "Codes": ("Code+", ""),
    "Code": (
        "Description? NoteRef* Code*",
        "guid=guid! name=string! isCodable=yes_or_no! color=colour",
    ),
    "Description": (TEXT, ""),
    "Variables": ("Variable+", ""),
    "Variable": ("Description?", "guid=guid! name=string! typeOfVariable=kind!"),
    "Cases": ("Case+", ""),
    "Case": (
        "Description? CodeRef* VariableValue* SourceRef* SelectionRef*",
        "guid=guid! name=string",
    ),
    "VariableValue": ("VariableRef TextValue?", ""),
    "VariableRef": ("", "targetGUID=guid!"),
    "TextValue": (TEXT, ""),
    "SourceRef": ("", "targetGUID=guid!"),
    "Sources": ("TextSource+", ""),
    "TextSource": (
        "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*",
        (
            "guid=guid! name=string richTextPath=string plainTextPath=string creatingUser=guid"
            " creationDateTime=stamp modifyingUser=guid modifiedDateTime=stamp"
        ),
    ),
    "PlainTextContent": (TEXT, ""),
    "PlainTextSelection": (
        "Description? Coding* NoteRef*",
        (
            "guid=guid! name=string startPosition=number! endPosition=number! creatingUser=guid"
            " creationDateTime=stamp modifyingUser=guid modifiedDateTime=stamp"
        ),
    ),
    "Coding": ("CodeRef NoteRef*", "guid=guid! creatingUser=guid creationDateTime=stamp"),
    "CodeRef": ("", "targetGUID=guid!"),
    "Sets": ("Set+", ""),
    "Set": ("Description? MemberCode* MemberSource* MemberNote*", "guid=guid! name=string!"),
    "MemberCode": ("", "targetGUID=guid!"),
}
CODEBOOK = {
    "CodeBook": ("Codes Sets?", "origin=string"),
    "Codes": ("Code+", ""),
    "Code": ("Description? Code*", "guid=guid! name=string! isCodable=yes_or_no! color=colour"),
    "Description": (TEXT, ""),
    "Sets": ("Set+", ""),
    "Set": ("Description? MemberCode*", "guid=guid! name=string!"),
    "MemberCode": ("", "guid=guid!"),
}
_GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
TYPES = {
    "string": re.compile(r"[\s\S]*"),
    "guid": re.compile(rf"{_GUID}|\{{{_GUID}\}}"),
    "stamp": re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"),
    "number": re.compile(r"[+-]?\d+"),
    "yes_or_no": re.compile("true|false|1|0"),
    "colour": re.compile("#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})"),
    "kind": re.compile("Text|Boolean|Integer|Float|Date|DateTime"),
}


@dataclass(frozen=True)
class Standard:
    """One of the two kinds of file: its namespace, its root, and what each element may hold."""

    namespace: str
    root: str
    elements: dict[str, tuple[str, str]]

    def name_of(self, element) -> str:
        start = f"{{{self.namespace}}}"
        assert element.tag.startswith(start), element.tag
        return element.tag.removeprefix(start)

    def check(self, root) -> None:
        """Raise AssertionError for anything that the standard does not allow."""
        assert self.name_of(root) == self.root
        for element in root.iter():
            name = self.name_of(element)
            assert name in self.elements, name
            children, attributes = self.elements[name]
            _check_attributes(name, element.attrib, attributes)
            _check_children(name, element, [self.name_of(one) for one in element], children)


def _check_attributes(name, given, allowed):
    known = dict(one.split("=") for one in allowed.split())
    assert given.keys() <= known.keys(), (name, sorted(given))
    for attribute, wanted in known.items():
        assert attribute in given or not wanted.endswith("!"), (name, attribute)
        if attribute in given:
            assert TYPES[wanted.rstrip("!")].fullmatch(given[attribute]), (name, attribute)


def _check_children(name, element, found, allowed):
    if allowed == TEXT:
        assert not found, (name, found)
        return
    assert not (element.text or "").strip(), name
    assert not [one for one in element if (one.tail or "").strip()], name
    pattern = "".join(
        f"({each.rstrip('?*+')} ){each[-1] if each[-1] in '?*+' else ''}"
        for each in allowed.split()
    )
    assert re.fullmatch(pattern, "".join(f"{one} " for one in found)), (name, found)


STANDARDS = {
    "qdpx": Standard("urn:QDA-XML:project:1.0", "Project", PROJECT),
    "qdc": Standard("urn:QDA-XML:codebook:1.0", "CodeBook", CODEBOOK),
}
