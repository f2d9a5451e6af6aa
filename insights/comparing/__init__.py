"""Comparing: what groups of people say, beside each other.

attributes.py  by what people can be told apart: audience, age, region, sector, services used …
scope.py       which questions and themes are compared together
counting.py    the counts, in a constant number of queries, through the one door
tally.py       the counts as plain data, and what they add up to
differences.py whether groups differ, and what only one of them says
figures.py     what of the counts may be published
joins.py       services: what they share, and what lies between them
services.py    which answer stands for which service
"""
