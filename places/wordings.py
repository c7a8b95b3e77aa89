"""What people write around the name of a place: "near", "the city of", "area", "USA".

Pure functions of lists of bare words (places.names.tokens), in English and Spanish.
"""

# Before a place that is meant; the longest first.
LEAD_INS = (
    *(("close", "to"), ("near", "to"), ("next", "to"), ("outside", "of"), ("out", "of")),
    *(("cerca", "de"), ("alrededor", "de"), ("alrededores", "de"), ("al", "lado", "de")),
    *(("near",), ("nearby",), ("in",), ("around",), ("at",), ("by",), ("from",), ("outside",)),
    *(("within",), ("inside",), ("en",), ("cerca",)),
)
# Of these only the first say that the rest is a place: "Lake in the Hills" is a name.
MIDDLE = {"near", "in", "around", "at", "cerca", "en", "within", "outside", "nearby"}
NEARNESS = {"near", "nearby", "around", "close", "cerca", "alrededor"}
# "near MI" is Michigan, but "cerca de mí" is not.
ME = {"me", "here", "by", "mylocation", "currentlocation", "mycurrentlocation", "my", "home"}
ME |= {"demi", "aqui", "deaqui", "demicasa", "myhome", "myhouse", "meplease"}
MY_LOCATION = {"here", "mylocation", "currentlocation", "mycurrentlocation"}
MY_LOCATION |= {"miubicacion", "miubicacionactual", "aqui", "nearby", "myarea"}
COUNTRY = (
    ("united", "states", "of", "america"),
    ("estados", "unidos", "de", "america"),
    ("estados", "unidos"),
    ("united", "states"),
    ("ee", "uu"),
    ("usa",),
    ("us",),
    ("eeuu",),
)
AROUND_A_CITY = (
    *(("city", "of"), ("town", "of"), ("village", "of"), ("township", "of"), ("greater",)),
    *(("downtown",), ("metro",), ("metropolitan",), ("ciudad", "de"), ("pueblo", "de")),
    *(("el", "centro", "de"), ("centro", "de"), ("area", "de"), ("el", "area", "de")),
    *(("la", "ciudad", "de"), ("el", "pueblo", "de")),
)
AFTER_A_CITY = (
    *(("metropolitan", "area"), ("metro", "area"), ("metro",), ("area",), ("region",)),
    *(("downtown",), ("vicinity",), ("and", "surrounding", "areas"), ("surrounding", "area")),
)
COUNTIES = {
    ("county", "of"): "county",
    ("condado", "de"): "county",
    ("el", "condado", "de"): "county",
    ("parish", "of"): "parish",
    ("borough", "of"): "borough",
    ("municipio", "de"): "municipio",
    ("municipality", "of"): "municipio",
}


def without_lead_in(words: list[str]) -> list[str]:
    """Return the words after "near", "in" and the like; a lead-in alone is left ("IN")."""
    for lead_in in LEAD_INS:
        if rest := _after(lead_in, words):
            return rest
    return words


def says_near_me(words: list[str]) -> bool:
    """Tell whether the words ask for what is near: "near me", "rehab cerca de mí"."""
    if "".join(words) in MY_LOCATION:
        return True
    near = [i for i, word in enumerate(words) if word in NEARNESS]
    if not near:
        return False
    rest = words[near[-1] + 1 :]
    rest = rest[1:] if rest[:1] == ["to"] else rest
    return "".join(rest) in ME or (not rest and near[-1] == 0)


def without_country(words: list[str]) -> list[str]:
    """Return the words without the United States at their end."""
    for country in COUNTRY:
        if rest := _before(country, words):
            return rest
        if tuple(words) == country:
            return []
    return words


def without_area(words: list[str]) -> list[str]:
    """Return the words without "area", "metro area" and the like at their end."""
    return next((rest for end in AFTER_A_CITY if (rest := _before(end, words))), words)


def bare(words: list[str]) -> list[str]:
    """Return a name without what people put around it, or with it in its usual place.

    "greater boston area" is boston, "condado de cook" is cook county.
    """
    for lead, designation in COUNTIES.items():
        if rest := _after(lead, words):
            return [*rest, designation]
    words = without_area(words)
    for lead in AROUND_A_CITY:
        if rest := _after(lead, words):
            return rest
    return words


def after_lead_in(words: list[str]) -> list[str]:
    """Return what follows the last "near" or "in" in the midst of the words, if anything."""
    for start in range(len(words) - 1, 0, -1):
        if words[start - 1] in MIDDLE:
            rest = words[start:]
            return rest[1:] if len(rest) > 1 and rest[0] in ("de", "to", "of", "the") else rest
    return []


def _after(lead, words):
    return words[len(lead) :] if tuple(words[: len(lead)]) == lead else []


def _before(end, words):
    return words[: -len(end)] if tuple(words[-len(end) :]) == end else []
