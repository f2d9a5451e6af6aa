"""Every way through a survey: which there are, how long each is, and how they look drawn."""
