"""What a page says to search engines as data, in the words of schema.org (decision 70)."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

# Escaped, so that the text can't contain "</script" and end the block.
ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}


def in_page(data: dict[str, Any]) -> str:
    """Return data as JSON-LD, safe inside <script type="application/ld+json">.

    "" where titles are neutral: programs that make previews of links read it, too.
    """
    if settings.NEUTRAL_TITLE:
        return ""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return SafeString(text.translate(ESCAPES))
