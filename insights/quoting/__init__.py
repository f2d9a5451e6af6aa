"""Quotes: what of an answer is printed, who is said to have said it, and whether they balance."""
