"""One analysis for all texts that are compared, whoever wrote them.

Names of places, names of facilities and people's words pass through the same functions, so
that "Ft. Worth", "FORT WORTH" and "fort-worth" meet, and "Clínica" meets "Clinica".
"""

import re
import unicodedata
from functools import lru_cache

# Apostrophes are dropped, and so is the okina of Hawaiian and Samoan names.
APOSTROPHES = "'`´‘’ʻʼ′"
_MARKS = str.maketrans({"&": " and ", **dict.fromkeys(APOSTROPHES, "")})
_INITIALS = re.compile(r"\b([a-z])\.\s*(?=[a-z]\b)")
_WORD = re.compile(r"[a-z0-9]+")
# Words whose final "s" isn't a plural: without it they mean something else.
_NO_PLURALS = frozenset({"aids", "blues", "dts", "meds", "strips", "subs"})


def fold(text: str) -> str:
    """Return `text` in lower case, without accents."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return text.casefold()


def words(text: str) -> list[str]:
    """Split `text` into plain words: letters and digits, no accents, marks or punctuation.

    "&" is "and". Initials join up: "D.C." is one word, "dc". Other scripts leave nothing.
    """
    plain = fold(text).translate(_MARKS)
    return _WORD.findall(_INITIALS.sub(r"\1", plain) if "." in plain else plain)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return the singular of a plain word, roughly: "clinic" for "clinics" and "clinic"."""
    if len(word) < 4 or word[-1] != "s" or word in _NO_PLURALS or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word[:-1]


def numbers(word: str) -> list[str]:
    """Return a plain word, its plural and its singular, as far as the letters tell."""
    if len(word) < 3 or not word.isalpha():
        return [word]
    forms = [word, word + "s"]
    if word.endswith("y"):
        forms.append(word[:-1] + "ies")
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        forms.append(word[:-1])
    return forms
