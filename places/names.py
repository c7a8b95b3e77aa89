"""One way to write a place name, whoever typed it.

The gazetteer's names and people's words pass through the same functions, so that
"Ft. Worth", "FORT WORTH" and "fort-worth" meet. Pure functions of text.
"""

import re
import unicodedata

# Apostrophes go without a trace, and so does the okina of Hawaiian and Samoan names.
MARKS = str.maketrans({"&": " and ", **dict.fromkeys("'`´‘’ʻʼ′", "")})
INITIALS = re.compile(r"\b([a-z])\.\s*(?=[a-z]\b)")
WORD = re.compile(r"[a-z0-9]+")

# Read in full only before another word: "Main St" isn't a saint, "MT" alone is Montana.
BEFORE_A_NAME = {
    "e": "east",
    "ft": "fort",
    "mt": "mount",
    "n": "north",
    "no": "north",
    "s": "south",
    "so": "south",
    "st": "saint",
    "ste": "sainte",
    "w": "west",
}
# Postal abbreviations that stand for one word only ("pt" is point or port: left alone).
ANYWHERE = {
    "bch": "beach",
    "centre": "center",
    "crk": "creek",
    "ctr": "center",
    "cy": "city",
    "cyn": "canyon",
    "ests": "estates",
    "fls": "falls",
    "gdns": "gardens",
    "grv": "grove",
    "hbr": "harbor",
    "hls": "hills",
    "hts": "heights",
    "jct": "junction",
    "lk": "lake",
    "lks": "lakes",
    "mtn": "mountain",
    "pk": "park",
    "rdg": "ridge",
    "spg": "spring",
    "spgs": "springs",
    "twp": "township",
    "vlg": "village",
    "vly": "valley",
}


def tokens(text: str) -> list[str]:
    """Split `text` into bare lower-case words: no accents, marks or punctuation.

    Initials join up: "D.C." is one word, "dc". Other scripts leave nothing.
    """
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    bare = text.casefold().translate(MARKS)
    return WORD.findall(INITIALS.sub(r"\1", bare) if "." in bare else bare)


def expand(words: list[str]) -> list[str]:
    """Write the abbreviations among the `words` of a name in full, without a leading "the"."""
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    full = []
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if len(following) > 1 and following.isalpha():
            word = BEFORE_A_NAME.get(word, word)
        full.append(ANYWHERE.get(word, word))
    return full


def spelling(text: str) -> str:
    """Return `text` in its full normal spelling: "St. Paul" -> "saint paul"."""
    return " ".join(expand(tokens(text)))


def key(text: str) -> str:
    """Return the look-up key of a name: its spelling without spaces.

    "DeSoto" and "De Soto", "Lacrosse" and "La Crosse" share a key; where the
    difference matters, compare spellings.
    """
    return "".join(expand(tokens(text)))
