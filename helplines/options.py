"""What a caller can press or text once they reach a line, one option on each line of text."""

from dataclasses import dataclass

from helplines.links import sms_uri


@dataclass(frozen=True)
class Option:
    """One option in words; `uri` opens the text message it mentions, or is ""."""

    words: str
    uri: str = ""


def parse_options(text):
    """Return the options written in `text`, skipping blank lines.

    "Press 1 for veterans." is words only. "Text AYUDA to 988. | 988 | AYUDA" adds the
    number to text and, if any, the word to send. ValueError: a bar too many, or no number.
    """
    return [_parse(line) for line in text.splitlines() if line.strip()]


def _parse(line):
    words, *text_to = (part.strip() for part in line.split("|"))
    if not words or len(text_to) > 2 or (text_to and not text_to[0].isdecimal()):
        raise ValueError(line.strip())
    return Option(words, sms_uri(*text_to) if text_to else "")
