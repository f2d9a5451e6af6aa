"""Example contexts of the components of the theme board."""

THEME = {
    "id": "t1",
    "title": "Waiting too long for help",
    "url": "/staff/themes/t1/",
    "tag": "Suggested",
    "tag_kind": "waiting",
    "description": "People wait months before anyone rings back, and hear nothing meanwhile.",
    "people": 1212,
    "different": 187,
    "stories": 31,
    "split": [
        {"label": "Children", "count": 120, "start": 0, "percent": 56.6},
        {"label": "Parents", "count": 70, "start": 56.6, "percent": 33},
        {"label": "Practitioners", "count": 22, "start": 89.6, "percent": 10.4},
    ],
    "is_divided": True,
    "trust": ["Steady", "Clear", "Every audience"],
    "include_when": "Somebody waits for an answer, a visit or a place.",
    "exclude_when": "Somebody waits in a room for minutes.",
    "phrases": ["waiting list", "rang back"],
    "central": [
        {"text": "It took so long I stopped asking.", "note": "A story"},
        {"text": "Nobody said how long.", "note": ""},
    ],
    "edge": [{"text": "It was slow once.", "note": ""}],
    "nearest": "Being told what happens",
    "more": [{"label": "Retire", "hidden": "Waiting", "url": "/retire"}],
    "actions": [
        {"label": "Accept", "url": "/accept", "variant": "primary", "shortcut": "a"},
        {
            "label": "Reject",
            "hidden": "Waiting too long for help",
            "form_url": "/reject",
            "csrf": "token",
            "fields": [("version", "3")],
            "shortcut": "x",
        },
    ],
}

NAMING = {
    "label": "Name it and accept",
    "hidden": "“got seen in two days”",
    "form_url": "/accept",
    "csrf": "token",
    "fields": [("next", "s2")],
    "variant": "primary",
    "asks": {
        "id": "name-s1",
        "name": "name",
        "label": "A name that says one thing",
        "max_length": 120,
        "shortcut": "a",
    },
}
PART = THEME | {"id": "t2", "title": "Waiting at night", "actions": [], "more": []}
TREE = {"branches": [{"card": THEME, "parts": [PART]}], "count": 2, "is_open": True}
STEP = {
    "words": "Accepted a suggestion: Waiting",
    "label": "Undo",
    "hidden": "Accepted a suggestion: Waiting",
    "form_url": "/undo",
    "csrf": "token",
    "shortcut": "z",
}

BOARD_EXAMPLES = {
    "last_step": [
        {"step": STEP},
        {"step": STEP, "said": [{"level_tag": "success", "message": "It is a theme now."}]},
        {"step": None, "said": [{"level_tag": "warning", "message": "It is decided already."}]},
    ],
    "theme_card": [{"theme": THEME}],
    "theme_outline": [{"tree": TREE, "name": "Go to a theme"}],
    "theme_reasons": [{"theme": THEME}, {"theme": THEME | {"is_open": True, "edge": []}}],
    "theme_tree": [{"tree": TREE}],
}
