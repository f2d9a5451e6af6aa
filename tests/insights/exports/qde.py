"""The judge of every project.qde: written from what REFI-QDA 1.0 says, apart from the writer.

The standard's own schema is not at hand here, so this checks by itself: which elements may stand
in which and in what order, which attributes each must have, and that what is referred to exists.
"""

import re
import zipfile

from defusedxml import ElementTree


NAMESPACE = "{urn:QDA-XML:project:1.0}"
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# Each element: its children in their order, and the attributes that it must have.
ORDER = {
    "Project": (
        "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description",
        "name",
    ),
    "Users": ("User", ""),
    "User": ("", "guid name"),
    "CodeBook": ("Codes Sets", ""),
    "Codes": ("Code", ""),
    "Code": ("Description NoteRef Code", "guid name isCodable"),
    "Description": ("", ""),
    "Variables": ("Variable", ""),
    "Variable": ("Description", "guid name typeOfVariable"),
    "Cases": ("Case", ""),
    "Case": ("Description CodeRef VariableValue SourceRef SelectionRef", "guid"),
    "VariableValue": ("VariableRef TextValue", ""),
    "VariableRef": ("", "targetGUID"),
    "TextValue": ("", ""),
    "SourceRef": ("", "targetGUID"),
    "Sources": ("TextSource", ""),
    "TextSource": (
        "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
        "guid",
    ),
    "PlainTextContent": ("", ""),
    "PlainTextSelection": ("Description Coding NoteRef", "guid startPosition endPosition"),
    "Coding": ("CodeRef NoteRef", "guid"),
    "CodeRef": ("", "targetGUID"),
}
NEVER_EMPTY = {"Users", "Codes", "Variables", "Cases", "Sources", "Coding"}
AT_MOST_ONE = {
    "Users", "CodeBook", "Variables", "Cases", "Sources", "Description", "PlainTextContent",
    "CodeRef", "VariableRef", "TextValue",
}  # fmt: skip
REFERS_TO = {
    "CodeRef": "Code",
    "SourceRef": "TextSource",
    "VariableRef": "Variable",
}


def read_project(path):
    """Return the root of a .qdpx file's project, with anything that should not be there refused."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["project.qde"]
        return ElementTree.fromstring(archive.read("project.qde"))


def check_project(root):
    """Raise AssertionError for anything that the standard does not allow."""
    assert root.tag == f"{NAMESPACE}Project"
    guids: dict[str, str] = {}
    for element in root.iter():
        _check_element(element)
        if guid := element.get("guid"):
            assert GUID.fullmatch(guid)
            assert guid not in guids
            guids[guid] = name_of(element)
    for element in root.iter():
        _check_references(element, guids)
    for source in root.iter(f"{NAMESPACE}TextSource"):
        _check_source(source)


def name_of(element):
    assert element.tag.startswith(NAMESPACE), element.tag
    return element.tag.removeprefix(NAMESPACE)


def _check_element(element):
    name = name_of(element)
    children, attributes = (words.split() for words in ORDER[name])
    assert set(attributes) <= element.attrib.keys(), name
    found = [name_of(child) for child in element]
    assert set(found) <= set(children), (name, found)
    assert found == sorted(found, key=children.index), (name, found)
    assert found or name not in NEVER_EMPTY, name
    assert not [one for one in AT_MOST_ONE if found.count(one) > 1], name
    if children and name != "Project":
        assert not (element.text or "").strip(), name
    if stamp := element.get("creationDateTime"):
        assert STAMP.fullmatch(stamp)
    assert element.get("isCodable", "true") in ("true", "false")
    assert element.get("typeOfVariable", "Text") == "Text"


def _check_references(element, guids):
    if target := element.get("targetGUID"):
        assert guids[target] == REFERS_TO[name_of(element)]
    if user := element.get("creatingUser"):
        assert guids[user] == "User"


def _check_source(source):
    """A source has its text inside or a path to it, never both; places lie within the text."""
    [content] = source.findall(f"{NAMESPACE}PlainTextContent")
    assert "plainTextPath" not in source.attrib
    for selection in source.iter(f"{NAMESPACE}PlainTextSelection"):
        start, end = (int(selection.get(f"{name}Position")) for name in ("start", "end"))
        assert 0 <= start < end <= len(content.text)
