"""`{% kept %}`: a part of a page that is made once and then kept in memory.

    {% load kept %}
    {% kept lines=support_lines %}
      {% include "components/support_panel.html" with lines=lines only %}
    {% endkept %}

Inside, only the named values can be seen, and the language. So what is kept can hold nothing of
anybody else's request, and the same values always give the same words. A field of a form counts as
the same where it looks the same; one that anybody has answered is never kept.
"""

from django import template
from django.forms import BoundField, Field, Widget
from django.utils.choices import BaseChoiceIterator
from django.utils.functional import Promise
from django.utils.translation import get_language

from surveys.wording import Words


register = template.Library()
# Voices, languages and surveys are few. A full store begins anew, so that none can grow for ever.
MOST = 512
UNSEEN = frozenset({"validators", "error_messages", "empty_value", "coerce"})


class KeptNode(template.Node):
    def __init__(self, nodelist, values):
        self.nodelist = nodelist
        self.values = values
        self.store = {}

    def render(self, context):
        values = {name: value.resolve(context) for name, value in self.values.items()}
        try:
            key = (get_language(), *map(key_of, values.values()))
            text = self.store.get(key)
        except TypeError:  # lists cannot be looked up: made anew each time
            return self.nodelist.render(context.new(values))
        if text is None:
            text = self.nodelist.render(context.new(values))
            if len(self.store) >= MOST:
                self.store.clear()
            self.store[key] = text
        return text


def key_of(value):
    """Return what stands for a value among the keys; TypeError for what is never kept."""
    if not isinstance(value, BoundField):
        return looks_of(value) if isinstance(value, Words) else value
    # What was typed and not yet sent stands in an unbound form's initial values.
    if value.form.is_bound or value.form.initial:
        raise TypeError("somebody's answer")
    return (value.html_name, value.auto_id, looks_of(value.initial), looks_of(value.field))


def looks_of(value):
    """Return everything about a field that a template could show, as something hashable."""
    if isinstance(value, Words):  # the same text may be of another language, or have pictures
        return (str(value), value.language, value.lines)
    if isinstance(value, str | int | float | None):
        return value
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, list | tuple | BaseChoiceIterator):
        return tuple(map(looks_of, value))
    if isinstance(value, dict):
        return tuple((name, looks_of(each)) for name, each in value.items())
    if isinstance(value, Field | Widget) or hasattr(value, "__dataclass_fields__"):
        shown = vars(value).items()
        return type(value), *((name, looks_of(each)) for name, each in shown if name not in UNSEEN)
    return type(value)  # what it can do shows nowhere


@register.tag
def kept(parser, token):
    """Keep what is made of the named values: texts, numbers, tuples of them."""
    values = template.base.token_kwargs(token.split_contents()[1:], parser)
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, values)
