"""Pages joined from parts: what a template gives, made faster (docs/parts.md)."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.template.base import NodeList
from django.template.context import Context, make_context
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe

from pages.parts.cutting import Cut
from pages.parts.shell import prepare, rendered


class JoinedPage(TemplateResponse):
    """The response of a page whose template is cut once for each shape.

    A class says of a page's context: its shape, all that the page around its parts depends on; the
    shell for a template's name and a shape, a Cut; the values of the shell's marks, as HTML; and
    the HTML of parts that aren't just what their templates give.
    """

    shape: ClassVar[Callable[[Context], Hashable]]
    shell: ClassVar[Callable[[str, Any], Cut]]
    values: ClassVar[Callable[[Context], dict[str, str]]]
    parts: ClassVar[dict[str, Callable[[NodeList, Context], str]]]

    def is_plain(self, page: Mapping[str, Any]) -> bool:
        """Tell whether the page of a context is made by its template alone."""
        raise NotImplementedError

    @property
    def rendered_content(self) -> str:
        # While one works on templates, each change of them shows at once.
        is_plain = settings.DEBUG or self.is_plain(self.context_data or {})
        return super().rendered_content if is_plain else self.joined()

    def joined(self) -> str:
        """Return the page that the template gives."""
        template = self.resolve_template(self.template_name).template  # type: ignore[attr-defined]
        page = make_context(self.context_data, self._request)
        with page.render_context.push_state(template), page.bind_template(template):
            prepare(page)
            kind = type(self)
            shell = kind.shell(template.name, kind.shape(page))
            values = kind.values(page)
            for name, nodes in shell.nodes.items():
                make = kind.parts.get(name)
                values[name] = make(nodes, page) if make else rendered(name, nodes, page)
            return mark_safe(shell.text % values)
