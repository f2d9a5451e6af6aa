"""What the second reader looks for: whether somebody set on finding out could tell who spoke."""

from django.utils.translation import gettext_lazy as _


QUESTIONS = (
    (
        "knows_them",
        _("Somebody who knows the person, reading this, could not tell that it is them."),
    ),
    ("searches", _("Nothing in it is so rare that a search of the news or the web would find it.")),
    ("others", _("Nobody else who is spoken of in it can be recognised.")),
    ("harm", _("It is not graphic, and it would not hurt the person to see it in print.")),
    ("meaning", _("What was taken out or cut does not change what the person meant.")),
)
KEYS = tuple(key for key, _words in QUESTIONS)
# Asked besides where safeguarding had held the answer: let go on is not yet fit to be shown.
RELEASED = (
    "released",
    _(
        "Safeguarding had held this answer. Whoever released it agrees that these words are shown, "
        "and nobody can come to harm by it."
    ),
)
