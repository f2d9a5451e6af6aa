"""A kept part of a page is made once, and can hold nothing but what it was given."""

from django.template import Context, Template
from django.utils.translation import override

from consult.templatetags.kept import MOST, KeptNode


class Counted:
    """Renders to a number that says how often it was asked."""

    def __init__(self):
        self.times = 0

    def __str__(self):
        self.times += 1
        return f"made {self.times}"


def shown(template, **values):
    return template.render(Context(values))


def test_part_is_made_once_for_the_same_values():
    template, counted = Template("{% load kept %}{% kept a=a %}{{ a }}{% endkept %}"), Counted()

    assert [shown(template, a=counted), shown(template, a=counted)] == ["made 1", "made 1"]


def test_part_is_made_for_each_value():
    template = Template("{% load kept %}{% kept a=a %}{{ a }}{% endkept %}")

    assert [shown(template, a="x"), shown(template, a="y"), shown(template, a="x")] == list("xyx")


def test_part_sees_nothing_it_was_not_given():
    template = Template(
        "{% load kept %}{% kept a=a %}{% if secret %}{{ secret }}{% endif %}{% endkept %}"
    )

    assert shown(template, a="x", secret="mine") == ""


def test_part_is_made_for_each_language():
    template = Template(
        "{% load i18n kept %}{% kept %}{% get_current_language as code %}{{ code }}{% endkept %}"
    )

    seen = []
    for code in ("en-gb", "ar", "en-gb"):
        with override(code):
            seen.append(shown(template))
    assert seen == ["en-gb", "ar", "en-gb"]


def test_lists_are_made_anew():
    template = Template("{% load kept %}{% kept a=a %}{{ a.0 }}{% endkept %}")

    assert [shown(template, a=["x"]), shown(template, a=["y"])] == ["x", "y"]


def test_store_does_not_grow_for_ever():
    template = Template("{% load kept %}{% kept a=a %}{{ a }}{% endkept %}")
    (node,) = template.nodelist.get_nodes_by_type(KeptNode)

    for number in range(MOST + 5):
        shown(template, a=f"{number}")

    assert len(node.store) <= MOST
