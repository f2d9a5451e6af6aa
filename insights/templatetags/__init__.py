"""Tags of the staff pages about surveys and their questions."""
