"""How far the sorting of answers can be relied on.

readings.py    what readers and the machine said of one answer; pure
figures.py     agreement and accuracy of each theme and of all; pure
samples.py     a sample as it may be read now, out of the database
blind.py       which answers a person may read blind
disputes.py    what readers disagree on, and who may see it
machine.py     what the machine had found, before people decided
groups.py      bands of length and wording, and the groups people are in
bias.py        whether the machine misses more of some people than of others; pure
coverage.py    how many answers have a theme or were read, and when themes stopped being new
presenting.py  the figures in words and tables
rows.py        the rows of the sheet Agreement
"""
