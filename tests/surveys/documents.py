"""Survey documents for tests to bend: a small one, and one with every question type."""

from surveys.validation import problems_of


def whole_document():
    """Return a sound document: two audiences, a rule of each kind, the commonest questions."""
    return {
        "format": "consult-survey/1",
        "slug": "help-near-you",
        "language": "en",
        "title": "Help near you",
        "organisation": "The team",
        "why": {"*": "To learn what helps.", "child": "We want to know what helps you."},
        "readers": "The team.",
        "what_happens": "A report in spring.",
        "languages": {"pl": {"status": "machine_draft", "offered": False}},
        "minutes": {"child": 5},
        "contact": "team@example.org",
        "results_by": "2027-05",
        "decided_by": "The council decides.",
        "audiences": [
            {"key": "child", "label": "I am a child", "age_band": "8_11", "voice": "child"},
            {"key": "worker", "label": "I work with families", "age_band": "adult"},
        ],
        "permissions": [
            _permission("take_part", "Do you want to take part?"),
            _permission("quote_anon", "Can we use your words without your name?"),
        ],
        "pages": [
            {
                "key": "first",
                "questions": [
                    {"key": "intro", "type": "info", "label": "Before you start", "body": "Hello."},
                    {
                        "key": "helper",
                        "type": "single",
                        "label": "Who helps you most?",
                        "options": _options("teacher", "family", "nobody"),
                    },
                    {
                        "key": "kinds",
                        "type": "multi",
                        "label": "What kinds of help?",
                        "max_choices": 2,
                        "options": [
                            *_options("talk", "money", "time"),
                            {"code": "none", "label": "None of these", "exclusive": True},
                        ],
                    },
                ],
            },
            {
                "key": "second",
                "title": "How it was",
                "show_if": {"q": "helper", "op": "ne", "v": "nobody"},
                "questions": [
                    _scale("feeling", "faces", "faces5_v1"),
                    {**_scale("joined", "likert", "text5_v1"), "not_applicable": "Does not apply"},
                    {
                        "key": "times",
                        "type": "number",
                        "label": "How many times?",
                        "min": 0,
                        "max": 50,
                        "unit": "times",
                    },
                ],
            },
            {
                "key": "third",
                "audiences": ["child"],
                "questions": [
                    {"key": "word", "type": "short_text", "label": "One word for it?"},
                    {
                        "key": "better",
                        "type": "long_text",
                        "concept": "c_better",
                        "label": {"*": "What would be better?", "child.8_11": "What is missing?"},
                        "max_length": 100,
                        "support": True,
                        "show_if": {
                            "all": [
                                {"q": "kinds", "op": "none_of", "v": ["none"]},
                                {"not": {"q": "times", "op": "gt", "v": 40}},
                                {"op": "band", "v": ["8_11"]},
                            ]
                        },
                    },
                ],
            },
        ],
    }


def full_document():
    """Return the same document with the other question types on further pages."""
    data = whole_document()
    data["pages"] += [
        {
            "key": "fourth",
            "questions": [
                {
                    "key": "place",
                    "type": "this_or_that",
                    "label": "Where would you go?",
                    "options": _options("home", "school"),
                },
                {
                    "key": "heard",
                    "type": "rating_0_10",
                    "label": "How well are you heard?",
                    "low": "Not at all",
                    "high": "Completely",
                },
                {
                    "key": "wishes",
                    "type": "rank",
                    "label": "What matters most?",
                    "options": _options("time", "trust", "food", "play"),
                },
                {
                    "key": "began",
                    "type": "date_month",
                    "label": "When did it begin?",
                    "earliest": "2015-01",
                    "latest": "2026-12",
                },
            ],
        },
        {
            "key": "fifth",
            "audiences": ["worker"],
            "questions": [
                {
                    "key": "teams",
                    "type": "matrix",
                    "label": "How often do you meet these teams?",
                    "rows": _options("health", "police", "schools"),
                    "options": _options("never", "sometimes", "often"),
                },
                {
                    "key": "near",
                    "type": "postcode",
                    "label": "What is your postcode?",
                    "audiences": ["worker"],
                },
            ],
        },
        {
            "key": "sixth",
            "questions": [
                {
                    "key": "pause",
                    "type": "interruption",
                    "label": "The next part is about hard times",
                    "body": "There are two questions. You can miss them out.",
                    "go_on": "Show me the questions",
                    "go_round": "Miss this part out",
                },
            ],
        },
        {
            "key": "seventh",
            "show_if": {"q": "pause", "op": "eq", "v": "go_on"},
            "questions": [
                {"key": "lines", "type": "support", "label": "You can talk to someone"},
                {"key": "hard", "type": "short_text", "label": "What was hard?"},
            ],
        },
    ]
    return data


def problems_after(change, document=whole_document):
    data = document()
    change(data)
    return problems_of(data)


def the_problem_after(change, document=whole_document):
    """Return the one problem as text; more than one would hide what was meant."""
    problems = problems_after(change, document)
    assert len(problems) == 1, [str(problem) for problem in problems]
    return str(problems[0])


def question(data, key):
    asked = [*data["permissions"], *(q for page in data["pages"] for q in page["questions"])]
    return next(each for each in asked if each["key"] == key)


def rule_on(page, rule):
    def change(data):
        data["pages"][page]["show_if"] = rule

    return change


def _permission(key, label):
    return {
        "key": key,
        "type": "consent",
        "purpose": key,
        "statement_version": 1,
        "label": label,
        "yes": "Yes",
        "no": "No",
    }


def _options(*codes):
    return [{"code": code, "label": code.capitalize()} for code in codes]


def _scale(key, kind, presentation):
    return {
        "key": key,
        "type": kind,
        "label": f"How was the {key}?",
        "presentation": presentation,
        "points": [{"code": number, "label": f"Point {number}"} for number in range(1, 6)],
    }
