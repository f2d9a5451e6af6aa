"""Every field of our models is said to be personal or plain, and the trail points at no row."""

import pytest
from django.apps import apps
from django.db import models


OURS = ("people", "safeguarding", "surveys", "insights", "partners", "consult")
MODELS = [model for label in OURS for model in apps.get_app_config(label).get_models()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_said_to_be_personal_or_plain(model):
    fields = {field.name for field in model._meta.get_fields() if field.concrete}
    personal, plain = set(model.PERSONAL_FIELDS), set(model.PLAIN_FIELDS)

    assert fields - personal - plain == set(), "in neither list"
    assert (personal | plain) - fields == set(), "listed, but no such field"
    assert personal & plain == set(), "in both lists"


@pytest.mark.parametrize("name", ["AuditEvent", "AccessEvent"])
def test_trail_has_no_foreign_key(name):
    model = apps.get_model("people", name)

    assert not [field for field in model._meta.get_fields() if field.is_relation]


def test_nothing_finer_than_a_day_is_kept_of_a_response():
    model = apps.get_model("surveys", "Response")

    assert not [f for f in model._meta.get_fields() if isinstance(f, models.DateTimeField)]
    addresses = (models.GenericIPAddressField, models.AutoField)
    assert not [f for f in model._meta.get_fields() if isinstance(f, addresses)]
