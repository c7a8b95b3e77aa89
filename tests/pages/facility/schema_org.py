"""The part of the vocabulary of schema.org (release 28) that pages use, to check them by.

Of each type, the properties that it or a type above it has, with what their values may be: "Text",
"URL", "Date", "Number", or types of things.
"""

import re
from datetime import date

THING = {"name": {"Text"}, "url": {"URL"}, "sameAs": {"URL"}}
CREATIVE_WORK = THING | {
    "citation": {"Text"},
    "dateModified": {"Date"},
    "inLanguage": {"Text"},
    "mainEntity": {"MedicalClinic", "MedicalOrganization"},
}
MEDICAL_ORGANIZATION = THING | {
    "address": {"PostalAddress"},
    "isAcceptingNewPatients": {"Boolean"},
    "telephone": {"Text"},
}
TYPES = {
    "WebPage": CREATIVE_WORK,
    "MedicalOrganization": MEDICAL_ORGANIZATION,
    # A place, too: a MedicalBusiness, which is a LocalBusiness.
    "MedicalClinic": MEDICAL_ORGANIZATION
    | {
        "availableService": {"MedicalTherapy"},
        "geo": {"GeoCoordinates"},
        "openingHours": {"Text"},
    },
    "MedicalTherapy": THING,
    "GeoCoordinates": THING | {"latitude": {"Number"}, "longitude": {"Number"}},
    "PostalAddress": THING
    | {
        "addressCountry": {"Text"},
        "addressLocality": {"Text"},
        "addressRegion": {"Text"},
        "postalCode": {"Text"},
        "streetAddress": {"Text"},
    },
}


def mistakes(thing, where=""):
    """Return what the vocabulary doesn't allow of a thing, a line each."""
    kind = thing.get("@type")
    if kind not in TYPES:
        return [f"{where}: no type {kind}"]
    wrong = []
    for name, value in thing.items():
        if name in ("@type", "@context"):
            continue
        at = f"{where}.{name}"
        if name not in TYPES[kind]:
            wrong.append(f"{at}: not of a {kind}")
            continue
        for each in value if isinstance(value, list) else [value]:
            wrong += _mistakes_of(each, TYPES[kind][name], at)
    return wrong


def _mistakes_of(value, allowed, where):
    if isinstance(value, dict):
        other = [] if value.get("@type") in allowed else [f"{where}: no {value.get('@type')}"]
        return other + mistakes(value, where)
    is_right = (
        "Number" in allowed
        and isinstance(value, float)
        or isinstance(value, str)
        and value.strip()
        and ("Text" in allowed or "URL" in allowed and re.match("https?://", value))
    )
    if "Date" in allowed:
        is_right = bool(date.fromisoformat(value))
    return [] if is_right else [f"{where}: {value!r} is none of {sorted(allowed)}"]
