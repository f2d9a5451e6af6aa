"""The pictures of easy read: our own line figures, drawn in static/img/pictures.svg.

No gender, no skin colour, nothing that matters to the answer: the words beside a picture say it
all, so that a screen reader leaves the picture out. docs/how-to/languages.md shows how to add one.
"""

PICTURES = (
    "calendar",
    "clock",
    "computer",
    "doctor",
    "hand_up",
    "hands",
    "heart",
    "helper",
    "home",
    "letter",
    "listen",
    "lock",
    "no",
    "paper",
    "people",
    "person",
    "phone",
    "question",
    "read",
    "school",
    "speech",
    "star",
    "stop",
    "write",
    "yes",
)
