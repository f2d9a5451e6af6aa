"""The site with a fault put into the middle of storing, for gunicorn: the fault's own message
holds people's words, as real ones do."""

from consult.wsgi import application
from surveys.actions import response
from tests.privacy.faulty_words import EXPLODE


_store_consent = response._store_consent


def explode_on_request(row, path):
    if EXPLODE in str(path.answers):
        raise RuntimeError(f"could not store {path.answers}")
    _store_consent(row, path)


response._store_consent = explode_on_request

__all__ = ["application"]
