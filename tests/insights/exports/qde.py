"""The judge of every .qdpx and .qdc: what the standard allows, and no reference to nothing."""

import zipfile

from defusedxml import ElementTree

from tests.insights.exports.content_model import STANDARDS


PROJECT, CODEBOOK = STANDARDS["qdpx"], STANDARDS["qdc"]
NAMESPACE = f"{{{PROJECT.namespace}}}"
REFERS_TO = {
    "CodeRef": "Code",
    "MemberCode": "Code",
    "SourceRef": "TextSource",
    "VariableRef": "Variable",
}


def written_in(path) -> bytes:
    """Return the XML of a file of either kind, with anything that should not be there refused."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["project.qde"]
        return archive.read("project.qde")


def read_project(path):
    """Return the root of a file of either kind."""
    return ElementTree.fromstring(written_in(path))


def check_project(root):
    """Raise AssertionError for anything that the standard does not allow in a project."""
    PROJECT.check(root)
    guids = _guids_of(PROJECT, root)
    for element in root.iter():
        if target := element.get("targetGUID"):
            assert guids[target] == REFERS_TO[PROJECT.name_of(element)]
        if user := element.get("creatingUser"):
            assert guids[user] == "User"
    for source in root.iter(f"{NAMESPACE}TextSource"):
        _check_source(source)


def check_codebook(root):
    """Raise AssertionError for anything that the standard does not allow in a codebook."""
    CODEBOOK.check(root)
    members = [one for one in root.iter() if CODEBOOK.name_of(one) == "MemberCode"]
    guids = {one: name for one, name in _guids_of(CODEBOOK, root).items() if name == "Code"}
    assert {one.get("guid") for one in members} <= guids.keys()


def _guids_of(standard, root) -> dict[str, str]:
    guids: dict[str, str] = {}
    for element in root.iter():
        name, guid = standard.name_of(element), element.get("guid")
        if guid and name != "MemberCode":
            assert guid not in guids
            guids[guid] = name
    return guids


def _check_source(source):
    """A source has its text inside or a path to it, never both; places lie within the text."""
    [content] = source.findall(f"{NAMESPACE}PlainTextContent")
    assert "plainTextPath" not in source.attrib
    for selection in source.iter(f"{NAMESPACE}PlainTextSelection"):
        start, end = (int(selection.get(f"{name}Position")) for name in ("start", "end"))
        assert 0 <= start < end <= len(content.text)
