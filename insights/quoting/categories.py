"""Why words are taken out of a quote: the one table of reasons, and what stands in their place."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What taken-out words could tell somebody who knows the person."""

    NAME = "name", _("A name or number of one person")
    PLACE = "place", _("A place")
    SCHOOL = "school", _("A school or other setting")
    JOB = "job", _("A job that few people have")
    DATE = "date", _("A date or an exact time")
    CONDITION = "condition", _("A condition or disability")
    FAMILY = "family", _("Who is in the family")
    THIRD_PARTY = "third_party", _("Somebody else")
    EVENT = "event", _("Something that happened to few people")


# What is printed in square brackets, where a person has given no better words.
STANDARD_LABELS = {
    Category.NAME: _("name"),
    Category.PLACE: _("name of a place"),
    Category.SCHOOL: _("name of a school"),
    Category.JOB: _("a job"),
    Category.DATE: _("a date"),
    Category.CONDITION: _("a condition"),
    Category.FAMILY: _("about the family"),
    Category.THIRD_PARTY: _("somebody else"),
    Category.EVENT: _("something that happened"),
}
