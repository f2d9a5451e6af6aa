"""How a survey is going: who answered, who is missing, where people stop, what is to be done.

people.py      counts of people by what is known of them: by the database alone
figures.py     the same as linked tables, for disclosure control
parts.py       a number and a part of it, for rows that stand by themselves
answered.py    charts of who answered
missing.py     shares beside those of a population, and what may be said of the difference
stopping.py    how many came to each page and went on
questions.py   each question answered in words: how far its analysis is, and what comes next
stored.py      counts kept for large surveys, and when they are no longer true
page.py        all of it together
"""
