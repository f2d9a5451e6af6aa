"""Reading answers one by one: which, in what order, and what stands beside each."""
