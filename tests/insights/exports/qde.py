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
        assert archive.namelist()[:2] == ["project.qde", "sources/"]
        return archive.read("project.qde")


def texts_in(path) -> dict[str, str]:
    """Return the words of each source by its path, as a program reads them."""
    with zipfile.ZipFile(path) as archive:
        return {
            f"internal://{name.removeprefix('sources/')}": archive.read(name).decode()
            for name in archive.namelist()[2:]
        }


def read_project(path):
    """Return the root of a file of either kind."""
    return ElementTree.fromstring(written_in(path))


def check_project(root, texts):
    """Raise AssertionError for anything that the standard does not allow in a project.

    And for what is allowed, but read by QualCoder 3 in no other way: its import was read for this.
    """
    PROJECT.check(root)
    guids = _guids_of(PROJECT, root)
    for element in root.iter():
        if target := element.get("targetGUID"):
            assert guids[target] == REFERS_TO[PROJECT.name_of(element)]
        if user := element.get("creatingUser"):
            assert guids[user] == "User"
    sources = list(root.iter(f"{NAMESPACE}TextSource"))
    assert sorted(one.get("plainTextPath") for one in sources) == sorted(texts)
    for source in sources:
        _check_source(source, texts[source.get("plainTextPath")])
    _check_names(PROJECT, root)


def check_codebook(root):
    """Raise AssertionError for anything that the standard does not allow in a codebook."""
    CODEBOOK.check(root)
    _check_names(CODEBOOK, root)
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


def _check_names(standard, root):
    """Codes of one name are one code, or none, where a program has one list of them."""
    names = [one.get("name").casefold() for one in root.iter() if standard.name_of(one) == "Code"]
    assert len(set(names)) == len(names)


def _check_source(source, text):
    """A source has its text inside or a path to it, never both; places lie within the text."""
    assert not source.findall(f"{NAMESPACE}PlainTextContent")
    assert "\r" not in text
    for selection in source.iter(f"{NAMESPACE}PlainTextSelection"):
        start, end = (int(selection.get(f"{name}Position")) for name in ("start", "end"))
        assert 0 <= start < end <= len(text)
        assert selection.get("creationDateTime")
