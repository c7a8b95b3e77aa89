"""A template, rendered once with marks where its values go, becomes a text with blanks.

To fill the blanks is Python's own `text % values`, a hundred times as fast as the template.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any, NamedTuple

from django.template import Context
from django.template.base import NodeList
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from derived import Derived

# Private characters of Unicode: no template has them, and HTML leaves them as they are.
BEGIN, END = "\ue000", "\ue001"
# A mark as it is, or percent-encoded by |urlencode, in a text whose "%" are doubled.
MARK = re.compile(r"\ue000([\w.-]+)\ue001|%%EE%%80%%80([\w.-]+)%%EE%%80%%81")


def mark(name: str) -> SafeString:
    """Return what stands for a value where a template is cut."""
    return mark_safe(f"{BEGIN}{name}{END}")


def quoted(name: str) -> str:
    """Return the name of the blank of a value that the template percent-encodes."""
    return f"{name}:quoted"


class MarkedNumber(int):
    """A number that prints as a mark, and of which there is one, or several, in sentences."""

    name: str

    def __new__(cls, name: str, number: int) -> "MarkedNumber":
        made = super().__new__(cls, 1 if number == 1 else 2)
        made.name = name
        return made

    def __str__(self) -> str:
        return mark(self.name)

    def __int__(self) -> int:
        # |intcomma prints as it is what is no number.
        raise TypeError("a mark is no number")


def one_or_two(count: int) -> int:
    """Return 0, 1 or 2: no sentence, in any language of ours, tells 2 from what is more."""
    return min(count, 2)


class Cutting(Context):
    """What a template is cut with: values that a key names, marks, and names of parts.

    `parts`: those cut out; all others are printed. `nodes`: {part: what stands in it}.
    """

    def __init__(self, values: Mapping[str, Any], parts: Iterable[str] = ()) -> None:
        super().__init__(dict(values))
        self.parts, self.nodes = frozenset(parts), {}


def cuts(make: Callable[..., Any], most: int) -> Callable[..., Any]:
    """Return `make(*shape)`, which cuts a template, so that it cuts each shape once.

    The last `most` are kept, for good: they depend on nothing but shape and templates.
    """
    kept: Derived[Any] = Derived(lambda _version, *shape: make(*shape), variants=list, most=most)
    return kept.current


def kept_text(kept: dict[Any, str], key: Any, most: int, make: Callable[[], str]) -> str:
    """Return the text for a key of those kept, or make and keep it; the oldest of `most` goes."""
    if (text := kept.get(key)) is None:
        while len(kept) >= most:
            # Another thread may have taken it.
            kept.pop(next(iter(kept)), None)
        text = kept[key] = make()
    return text


class Cut(NamedTuple):
    """A text with a blank for each mark and each part; what stands in the parts."""

    text: str
    nodes: dict[str, NodeList]


def cut(template: str, values: Mapping[str, Any], parts: Iterable[str] = ()) -> Cut:
    """Return the Cut of a template. It sees these values and nothing else."""
    context = Cutting(values, parts)
    html = get_template(template).template.render(context)  # type: ignore[attr-defined]
    return Cut(with_blanks(html), context.nodes)


def cut_part(template: str, nodes: NodeList, values: Mapping[str, Any]) -> str:
    """Return what stands in a part of a template, cut by itself."""
    owner = get_template(template).template  # type: ignore[attr-defined]
    context = Cutting(values)
    with context.render_context.push_state(owner), context.bind_template(owner):
        return with_blanks(nodes.render(context))


def with_blanks(html: str) -> str:
    """Return HTML with marks as a text for `%`, a blank for each."""
    return MARK.sub(_blank, html.replace("%", "%%"))


def _blank(match: re.Match[str]) -> str:
    return f"%({match[1]})s" if match[1] else f"%({quoted(match[2])})s"


def escaped(values: Mapping[str, Any]) -> dict[str, str]:
    """Return values as HTML, as templates print them."""
    return {name: _as_html(value) for name, value in values.items()}


def _as_html(value: Any) -> str:
    # As `conditional_escape`, which takes three times as long: a page has a hundred values.
    if type(value) is str:
        return escape(value)
    text = value if isinstance(value, str) else str(value)
    return text.__html__() if hasattr(text, "__html__") else escape(text)
