"""`{% kept %}`: a part of a page that is made once and then kept in memory.

    {% load kept %}
    {% kept lines=support_lines %}
      {% include "components/support_panel.html" with lines=lines only %}
    {% endkept %}

Inside, only the named values can be seen, and the language. So what is kept can hold nothing of
anybody else's request, and the same values always give the same words.
"""

from django import template
from django.utils.translation import get_language


register = template.Library()
# Voices, languages and surveys are few. A full store begins anew, so that none can grow for ever.
MOST = 512


class KeptNode(template.Node):
    def __init__(self, nodelist, values):
        self.nodelist = nodelist
        self.values = values
        self.store = {}

    def render(self, context):
        values = {name: value.resolve(context) for name, value in self.values.items()}
        key = (get_language(), *values.values())
        try:
            text = self.store.get(key)
        except TypeError:  # lists cannot be looked up: made anew each time
            return self.nodelist.render(context.new(values))
        if text is None:
            text = self.nodelist.render(context.new(values))
            if len(self.store) >= MOST:
                self.store.clear()
            self.store[key] = text
        return text


@register.tag
def kept(parser, token):
    """Keep what is made of the named values: texts, numbers, tuples of them."""
    values = template.base.token_kwargs(token.split_contents()[1:], parser)
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, values)
