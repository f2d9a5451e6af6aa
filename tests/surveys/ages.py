"""A document for children of every age, with the permissions of each, for tests to bend."""

from tests.factories import small_document


AGES = [
    {"code": "under_8", "label": "7 or under", "from": 4, "to": 7},
    {"code": "8_11", "label": "8 to 11", "from": 8, "to": 11},
    {"code": "12", "label": "12", "from": 12, "to": 12},
    {"code": "13_15", "label": "13 to 15", "from": 13, "to": 15},
    {"code": "16_17", "label": "16 or 17", "from": 16, "to": 17},
    {"code": "18", "label": "18 or over", "from": 18},
    {"code": "unsaid", "label": "I would rather not say"},
]
BANDS = {
    "under_8": "u8",
    "8_11": "8_11",
    "12": "12_15",
    "13_15": "12_15",
    "16_17": "16_17",
    "18": "adult",
    "unsaid": "u8",
}


def permission(key, audiences=None, **more):
    named = {"audiences": audiences} if audiences else {}
    label = {"*": f"Is {key} all right?", "8_11": f"For 8 to 11: {key}?"}
    words = {"statement_version": 1, "label": label, "yes": f"Yes {key}", "no": f"No {key}"}
    return {"key": key, "type": "consent", "purpose": key, **words, **named, **more}


def aged_document(*permissions, slug="help-together"):
    """Return a document whose children say how old they are; an adult is asked where the rules
    say so, after take_part in the document's own order."""
    document = small_document(slug)
    child = document["audiences"][0]
    del child["age_band"]
    child["ages"] = [dict(age) for age in AGES]
    asked = [permission("take_part"), permission("adult_permission", ["child"])]
    document["permissions"] = [*asked, *permissions]
    return document
