"""The one place where the number of a helpline becomes a link: address, number, words.

Pages use it through the tag `helpline_link`, guides through `[call:988]`. The addresses are
those a phone acts on: `tel:` (RFC 3966) and `sms:` (RFC 5724).
"""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.html import format_html
from django.utils.translation import gettext as _

CALL, TEXT, TTY = "call", "text", "tty"
WAYS = (CALL, TEXT, TTY)


def tel_uri(number):
    """Return the link that dials `number`: a short code ("988") or E.164 ("+18006624357").

    Short codes stay as they are: "+1988" would reach nobody. "" gives "".
    """
    return f"tel:{number}" if number else ""


def sms_uri(number, body=""):
    """Return the link that opens a text to `number`, with `body` already written.

    iOS has read the body after "&" and Android after "?"; "?&body=" works on both:
    to one the "?" ends the number, to the other the first parameter is empty. A phone
    that ignores the body still opens a text to the right number, so pages also say in
    words what to send.
    """
    if not number:
        return ""
    return f"sms:{number}?&body={quote(body, safe='')}" if body else f"sms:{number}"


@dataclass(frozen=True)
class Link:
    """A way to reach a line: `uri` is dialed, `number` shown, `words` say what a tap does.

    The number holds what to do next in this language ("988, luego oprime 2"); the words
    of a text hold what to send ("Text START to 88788").
    """

    uri: str
    number: str
    words: str


def link_to(line, way):
    """Return the Link to a Helpline in the language in use, or None if it has no such number."""
    uri, number = getattr(line, f"{way}_uri"), getattr(line, f"{way}_display")
    if not uri:
        return None
    return Link(uri, number, _words(way, number, line.text_body))


def _words(way, number, body):
    if way == TTY:
        return _("TTY %(number)s") % {"number": number}
    if way == CALL:
        return _("Call %(number)s") % {"number": number}
    if body:
        return _("Text %(word)s to %(number)s") % {"word": body, "number": number}
    return _("Text %(number)s") % {"number": number}


def html_link(line, way, css_class):
    """Return the link to a Helpline as HTML, named by its words and the line; "" without one."""
    link = link_to(line, way)
    if link is None:
        return ""
    # Voice users say what they see: the name begins with it.
    return format_html(
        '<a class="{}" href="{}" aria-label="{}: {}">{}</a>',
        css_class,
        link.uri,
        link.words,
        line.name,
        _unbroken(link),
    )


def _unbroken(link):
    """Return the words of a Link, its number kept on one line if it might break at a hyphen."""
    before, number, after = link.words.partition(link.number)
    if "-" not in number or "," in number:
        return link.words
    return format_html('{}<span class="nb">{}</span>{}', before, number, after)
