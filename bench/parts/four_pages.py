"""The survey that load and cost are measured on: one permission, then four pages of questions."""

MARKED = "better"  # the question that takes each person's own words


def _options(*labels):
    return [{"code": label.split()[0].lower(), "label": label} for label in labels]


def four_pages() -> dict:
    """Return a document as an ordinary short survey would be: eight questions, two of them open."""
    return {
        "format": "consult-survey/1",
        "slug": "four-pages",
        "language": "en",
        "title": "Help in your area",
        "organisation": "The team",
        "why": "We want to learn which help reaches families, and what gets in its way.",
        "readers": "Three people in the team read every answer.",
        "what_happens": "We write a short report in spring and send it to those who decide.",
        "contact": "team@example.org",
        "audiences": [{"key": "parent", "label": "I am a parent or carer", "age_band": "adult"}],
        "permissions": [
            {
                "key": "take_part",
                "type": "consent",
                "purpose": "take_part",
                "statement_version": 1,
                "label": "Do you want to take part?",
                "hint": "Nothing is kept without your Yes.",
                "yes": "Yes, use my answers",
                "no": "No",
            }
        ],
        "pages": _pages(),
    }


def _pages():
    wait = {"key": "wait", "type": "number", "label": "How many weeks did you wait?", "min": 0}
    last = [{**wait, "max": 500}, _open("more", "Is there anything else?")]
    return [
        {"key": "who", "title": "Who helped", "questions": _closed()},
        {"key": "how", "title": "How it was", "questions": _scales()},
        {"key": "words", "questions": [_open(MARKED, "What would make things better?")]},
        {"key": "end", "title": "Last questions", "questions": last},
    ]


def _closed():
    return [
        {
            "key": "services",
            "type": "multi",
            "label": "Which of these helped your family?",
            "options": [
                *_options("School", "Nursery", "Doctor", "Nurse", "Council", "Charity", "Friends"),
                {"code": "none", "label": "None of these", "exclusive": True},
            ],
        },
        {
            "key": "first",
            "type": "single",
            "label": "Where did you ask first?",
            "options": _options("School", "Doctor", "Council", "Friends", "Elsewhere", "Nowhere"),
        },
    ]


def _scales():
    return [
        {
            "key": "joined",
            "type": "likert",
            "label": "How well did they work together?",
            "presentation": "text5_v1",
            "points": _points("Very badly", "Badly", "Neither", "Well", "Very well"),
        },
        {
            "key": "heard",
            "type": "rating_0_10",
            "label": "How well were you heard?",
            "low": "Not at all",
            "high": "Completely",
        },
    ]


def _points(*labels):
    return [{"code": number, "label": label} for number, label in enumerate(labels, 1)]


def _open(key, label):
    return {"key": key, "type": "long_text", "label": label, "support": True}
