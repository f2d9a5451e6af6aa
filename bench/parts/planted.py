"""Part of bench/set_aside.py: empty answers, edited letters, an encoder with a memory."""

import numpy as np

from insights.engine.word_lists import entries_of


LETTERS_OF_THE_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
DRESS = ("{}", "{}.", "{}!", "{}...", " {} ", "{} 👍", "- {}", "{}, thank you", "Sorry, {}")
SLIPS = 0.05  # of the planted answers have one slip of the hand
LETTER = (
    "Please do not close the walk-in clinic at Mill Lane. Hundreds of families use it every week "
    "because no other clinic can be reached without a car. The nurses there know our children and "
    "answer questions that nobody at the hospital has time for. If it closes, people will wait "
    "longer for help and will come to the emergency department instead, which costs more. The "
    "building is sound, the rent is low and the staff want to stay. We ask the board to publish "
    "the figures on which the plan rests and to talk with the people who use the clinic first."
)


def says_nothing(count, chance):
    """Return so many answers that say nothing: in many languages, dresses and with slips."""
    said = [entry.lstrip("=") for name in ("no_answer", "nothing") for _, entry in entries_of(name)]
    answers = ["", " ", "...", "-", "?"]
    while len(answers) < count:
        text = chance.choice(said)
        if chance.random() < SLIPS:
            text = slipped(text, chance)
        text = chance.choice((text, text.capitalize(), text.upper()))
        answers.append(chance.choice(DRESS).format(text))
    return answers[:count]


def slipped(text, chance):
    """Return the text with one letter left out, doubled, changed or swapped with the next."""
    at = chance.randrange(len(text))
    before, letter, after = text[:at], text[at], text[at + 1 :]
    return chance.choice(
        (
            before + after,
            before + letter * 2 + after,
            before + chance.choice(LETTERS_OF_THE_ALPHABET) + after,
            before + after[:1] + letter + after[1:],
        )
    )


def edited_letters(count, share, chance):
    """Return so many copies of one letter, each with a share of its words changed by chance."""
    words = LETTER.split()
    others = sorted({word.strip(".,") for word in words})
    return [
        " ".join(chance.choice(others) if chance.random() < share else word for word in words)
        for _ in range(count)
    ]


class Remembering:
    """An encoder that reads each text once in its life, so that a bench's searches share it."""

    def __init__(self, encoder):
        self.encoder = encoder
        self.name, self.version = encoder.name, encoder.version
        self.known = {}

    def encode(self, texts, progress):
        new = sorted({text for text in texts if text not in self.known})
        if new:
            rows = self.encoder.encode(new, lambda done: None)
            self.known.update(zip(new, rows, strict=True))
        progress(len(texts))
        return np.array([self.known[text] for text in texts], dtype=np.float32)
