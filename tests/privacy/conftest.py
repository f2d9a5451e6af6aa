"""The sample survey, as in the tests of the surveys package."""

from tests.surveys.conftest import sample_document, sample_survey


__all__ = ["sample_document", "sample_survey"]
