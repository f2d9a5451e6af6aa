"""Tags and filters of the respondent's pages."""
