"""What evidence says of a recommendation: never that it is proved.

strength.py   many, some or few people: the one table of the words (pure)
documents.py  recommendations as a document (pure)
lacking.py    what a recommendation lacks before it can be called ready
figures.py    the people of each linked theme by audience, counted now, as they may be shown
"""
