"""`{% part name %} … {% endpart %}`: a part of a template that isn't the same on every page."""

from django import template

from pages.parts.cutting import Cutting, mark

register = template.Library()


class PartNode(template.Node):
    """Prints what stands in it, but a mark where the template is being cut there."""

    def __init__(self, name, nodelist):
        self.name, self.nodelist = name, nodelist

    def render(self, context):
        if not isinstance(context, Cutting) or self.name not in context.parts:
            return self.nodelist.render(context)
        context.nodes[self.name] = self.nodelist
        return mark(self.name)


@register.tag
def part(parser, token):
    """Name a part of a page: see docs/parts.md."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(["endpart"])
    parser.delete_first_token()
    return PartNode(name, nodelist)
