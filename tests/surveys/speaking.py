"""A small survey in English, checked Polish and Arabic, and easy read, for tests of choosing."""

from surveys.actions.survey import create_survey, open_survey, publish_version


OFFERED = {"status": "checked_by_second", "offered": True}


def said(english, polish="", arabic="", easy=""):
    """Return a wording of the texts that are given."""
    given = {"*": english, "pl": polish, "ar": arabic, "easy_read": easy}
    return {selector: text for selector, text in given.items() if text}


def speaking_document():
    return {
        "format": "consult-survey/1",
        "slug": "many-voices",
        "language": "en",
        "languages": {
            "pl": OFFERED,
            "ar": OFFERED,
            "bn": {"status": "machine_draft", "offered": False},
        },
        "formats": ["standard", "easy_read"],
        "title": said("Many voices", "Wiele głosów", "أصوات كثيرة"),
        "organisation": "The team",
        "why": said(
            "We want to hear from everybody.",
            "Chcemy usłyszeć wszystkich.",
            "نريد أن نسمع الجميع.",
            "[listen] We want to listen to you.\n[people] We want to hear from everybody.",
        ),
        "readers": said("The team.", "Zespół.", "الفريق."),
        "what_happens": said("A report.", "Raport.", "تقرير."),
        "audiences": [
            {"key": "child", "label": said("I am a child", "Jestem dzieckiem"), "age_band": "8_11"},
            {
                "key": "grown_up",
                "label": said("I am an adult", "Jestem dorosły"),
                "age_band": "adult",
            },
        ],
        "permissions": [
            {
                "key": "take_part",
                "type": "consent",
                "purpose": "take_part",
                "label": said(
                    "Do you want to take part?",
                    "Czy chcesz wziąć udział?",
                    "هل تريد المشاركة؟",
                    "[hand_up] Do you want to answer questions?",
                ),
                "yes": said("Yes", "Tak", "نعم"),
                "no": said("No", "Nie", "لا"),
            }
        ],
        "pages": [
            {
                "key": "one",
                "title": said("Your day", "Twój dzień", "يومك"),
                "questions": [
                    {
                        "key": "place",
                        "type": "single",
                        "label": said("Where do you play?", "Gdzie się bawisz?", "أين تلعب؟"),
                        "picture": "home",
                        "options": [
                            {"code": "in", "label": said("Inside", "W domu"), "picture": "home"},
                            {"code": "out", "label": said("Outside", "Na dworze")},
                        ],
                    },
                    {
                        "key": "several",
                        "type": "multi",
                        "label": "What do you like?",
                        "options": [
                            {"code": "ball", "label": "Ball"},
                            {"code": "books", "label": "Books"},
                        ],
                    },
                    {"key": "since", "type": "date_month", "label": "Since when?"},
                    {
                        "key": "story",
                        "type": "long_text",
                        "label": said("Tell us more", "Powiedz więcej", "أخبرنا المزيد"),
                        "max_length": 100,
                    },
                ],
            }
        ],
    }


def publish_speaking_survey(*, organisation, by):
    survey = create_survey(
        organisation=organisation, slug="many-voices", title="Many voices", by=by
    )
    publish_version(survey=survey, document=speaking_document(), by=by)
    return open_survey(survey=survey, by=by)
