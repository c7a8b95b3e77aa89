"""Colors and how well one is read on another; no settings, no Django."""

import re

TOKEN = re.compile(r"--([a-z-]+): #([0-9a-f]{3}|[0-9a-f]{6});")
DARK = "(prefers-color-scheme: dark) {"


def tokens(style):
    """Return ({name: digits} of a stylesheet's light tokens, the same of its dark ones)."""
    light = _block(style, ":root {")
    return light, light | _block(style, DARK)


def _block(style, start):
    block = style[style.index(start) :]
    return dict(TOKEN.findall(block[: block.index("}")]))


def luminance(color):
    """Return the relative luminance of `14262b` or `fff`, as WCAG 2.2 defines it."""
    digits = color if len(color) == 6 else "".join(digit * 2 for digit in color)
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(foreground, background):
    """Return the contrast of two colors, from 1 to 21."""
    darker, lighter = sorted(map(luminance, (foreground, background)))
    return (lighter + 0.05) / (darker + 0.05)
