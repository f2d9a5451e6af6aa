"""What people post to each question type: good answers, and bad ones with what they are told."""

# type -> [(as a form posts it, machine value, in words)]
GOOD = {
    "single": [("teacher", "teacher", "Teacher")],
    "multi": [
        (["talk"], ["talk"], "Talk"),
        (["time", "talk"], ["talk", "time"], "Talk; Time"),
        (["none"], ["none"], "None of these"),
    ],
    "rank": [
        (["trust", "", ""], ["trust"], "1. Trust"),
        (["trust", "time", "food"], ["trust", "time", "food"], "1. Trust; 2. Time; 3. Food"),
        (["", "play", "time"], ["play", "time"], "1. Play; 2. Time"),
    ],
    "date_month": [
        (["3", "2024"], "2024-03", "March 2024"),
        ([" 03 ", "2024 "], "2024-03", "March 2024"),
        (["sept", "2024"], "2024-09", "September 2024"),
        (["JUNE", "2020"], "2020-06", "June 2020"),
        ("2024-03", "2024-03", "March 2024"),
        ("Mar 2024", "2024-03", "March 2024"),
        ("12/2024", "2024-12", "December 2024"),
    ],
    "postcode": [
        (" ls6 2ab", "E12000003", "Yorkshire and The Humber"),
        ("S1 2AB", "not_sure", "Not sure which region"),
        ("EH1 1AA", "outside_england", "Outside England"),
        ("E12000007", "E12000007", "London"),
    ],
    "matrix": [
        (
            ["often", "never", "sometimes"],
            {"health": "often", "police": "never", "schools": "sometimes"},
            "Health: Often; Police: Never; Schools: Sometimes",
        ),
        (["", "never", None], {"police": "never"}, "Police: Never"),
        ({"schools": "often"}, {"schools": "often"}, "Schools: Often"),
    ],
    "interruption": [
        ("go_on", "go_on", "Show me the questions"),
        ("go_round", "go_round", "Miss this part out"),
    ],
    "this_or_that": [("home", "home", "Home")],
    "rating_0_10": [
        ("0", 0, "0 out of 10: Not at all"),
        ("7", 7, "7 out of 10"),
        ("10", 10, "10 out of 10: Completely"),
    ],
    "faces": [("1", 1, "Point 1"), ("5", 5, "Point 5")],
    "likert": [("3", 3, "Point 3"), ("na", "na", "Does not apply")],
    "number": [("0", 0, "0 times"), (" 5 0 ", 50, "50 times")],
    "short_text": [("kind", "kind", "kind")],
    "long_text": [(" two\r\nlines ", "two\nlines", "two\nlines"), ("0", "0", "0")],
    "consent": [("granted", "granted", "Yes"), ("refused", "refused", "No")],
}
# type -> [(as posted, what the person is told)]
BAD = {
    "single": [("aunt", "Choose one of the answers in the list.")],
    "multi": [
        (["aunt"], "Choose one of the answers in the list."),
        (["talk", "aunt"], "Choose one of the answers in the list."),
        ("talk", "Choose one of the answers in the list."),
        (["talk", "money", "time"], "Choose no more than 2."),
        (["none", "talk"], "Choose “None of these” on its own, or choose the others without it."),
    ],
    "rank": [
        (["aunt", "", ""], "Choose one of the answers in the list."),
        (["time", "trust", "time"], "You chose “Time” more than once. Choose something else"),
        (["time", "trust", "food", "play"], "This is not an answer to this question."),
    ],
    "date_month": [
        (["3", ""], "Add the year, such as 2024."),
        (["", "2024"], "Add the month, such as 3 or March."),
        (["13", "2024"], "Write the month as a number from 1 to 12, or by its name."),
        (["0", "2024"], "Write the month as a number from 1 to 12, or by its name."),
        (["ju", "2024"], "Write the month as a number from 1 to 12, or by its name."),
        (["9" * 5000, "2024"], "Write the month as a number from 1 to 12, or by its name."),
        (["3", "24"], "Write the year with four figures, such as 2024."),
        (["3", "2014"], "Write January 2015 or a later month."),
        (["3", "2027"], "Write December 2026 or an earlier month."),
        (["3", "2024", "1"], "This is not an answer to this question."),
        ("March", "Add the year, such as 2024."),
    ],
    "postcode": [
        ("LS6", "Write a full postcode, such as AB12 3CD, or leave it empty."),
        ("ZZ9 9ZZ", "Write a full postcode, such as AB12 3CD, or leave it empty."),
        ("Leeds", "Write a full postcode, such as AB12 3CD, or leave it empty."),
    ],
    "matrix": [
        (["daily", "", ""], "Choose one of the answers in the list."),
        ({"army": "often"}, "This is not an answer to this question."),
        (["often"], "This is not an answer to this question."),
    ],
    "interruption": [
        ("", "Choose whether to go on or to miss this part out."),
        ("stop", "Choose whether to go on or to miss this part out."),
    ],
    "this_or_that": [("park", "Choose one of the answers in the list.")],
    "rating_0_10": [
        ("11", "Choose a number from 0 to 10."),
        ("-1", "Choose a number from 0 to 10."),
        ("5.5", "Choose a number from 0 to 10."),
    ],
    "faces": [("6", "Choose one of the answers in the list."), ("na", "Choose one of the answers")],
    "likert": [("0", "Choose one of the answers in the list.")],
    "number": [
        ("many", "Write a whole number, such as 3."),
        ("2.5", "Write a whole number, such as 3."),
        ("3\x00", "Write a whole number, such as 3."),
        ("9" * 5000, "Write a whole number, such as 3."),
        ("-1", "Write 0 or more."),
        ("51", "Write 50 or less."),
    ],
    "short_text": [("x" * 201, "Your answer is 1 character too long. Make it shorter.")],
    "long_text": [("x" * 112, "Your answer is 12 characters too long. Make it shorter.")],
    "consent": [("", "Choose yes or no."), ("maybe", "Choose yes or no.")],
}
# What nobody can pass by without an answer.
ALWAYS = {"consent", "interruption"}
# Several inputs for one answer come as a list.
LISTS = {"multi": [], "rank": ["", "", ""], "date_month": ["", " "], "matrix": [None] * 3}


def blank_of(name):
    """Return what a browser posts for a question that is left alone."""
    return LISTS.get(name, "")


def pairs(table):
    return [(name, *case) for name, cases in table.items() for case in cases]
