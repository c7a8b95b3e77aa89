"""Addresses a phone acts on: `tel:` (RFC 3966) and `sms:` (RFC 5724)."""

from urllib.parse import quote


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
