"""The word that makes tests.privacy.faulty fail; apart from it, so that tests need no settings."""

EXPLODE = "explode"
