"""`{% part name %} … {% endpart %}`: a part of a template that isn't the same on every page.

`{% part name forloop.counter0 %}` in a loop: parts `name0`, `name1` and so on.
"""

from django import template

from pages.parts.cutting import Cutting, mark

register = template.Library()


class PartNode(template.Node):
    """Prints what stands in it, but a mark where the template is being cut there."""

    def __init__(self, name, numbers, nodelist):
        self.name, self.numbers, self.nodelist = name, numbers, nodelist

    def render(self, context):
        if not isinstance(context, Cutting) or self.name not in context.parts:
            return self.nodelist.render(context)
        name = "".join([self.name, *(str(number.resolve(context)) for number in self.numbers)])
        context.nodes[name] = self.nodelist
        return mark(name)


@register.tag
def part(parser, token):
    """Name a part of a page: see docs/parts.md."""
    _tag, name, *numbers = token.split_contents()
    nodelist = parser.parse(["endpart"])
    parser.delete_first_token()
    return PartNode(name, [parser.compile_filter(number) for number in numbers], nodelist)
