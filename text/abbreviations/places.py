"""Short and full forms of words in names of places."""

# Read in full only before another word: "Main St" isn't a saint, "MT" alone is Montana.
BEFORE_A_PLACE = {
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
OF_A_PLACE = {
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


def place_in_full(words: list[str]) -> list[str]:
    """Write the abbreviations among the `words` of a name in full, without a leading "the"."""
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    full = []
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if len(following) > 1 and following.isalpha():
            word = BEFORE_A_PLACE.get(word, word)
        full.append(OF_A_PLACE.get(word, word))
    return full
