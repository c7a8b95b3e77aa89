"""Short and full forms in names of facilities, to compare two editions of the directory.

Fewer than a search knows, and no letters for phrases: with "OTP" or "CMHC" in full, two programs
at one address look alike (measured on the editions of 2022 and 2023).
"""

from collections.abc import Iterable

LISTED = {
    "alc": "alcohol", "assoc": "associates", "behav": "behavioral", "cntr": "center",
    "cntrs": "centers", "cnty": "county", "comm": "community", "csl": "counseling",
    "ctr": "center", "ctrs": "centers", "dept": "department", "fam": "family", "hlth": "health",
    "hlthcare": "healthcare", "hosp": "hospital", "inst": "institute", "mgmt": "management",
    "op": "outpatient", "prog": "program", "recov": "recovery", "rehab": "rehabilitation",
    "resid": "residential", "servs": "services", "svcs": "services", "trt": "treatment",
}  # fmt: skip
NOISE = frozenset("inc llc the of and for at a corp co pllc pc dba".split())


def listed_in_full(words: Iterable[str]) -> str:
    """Return a name in the spelling by which two editions are compared."""
    return " ".join(LISTED.get(word, word) for word in words if word not in NOISE)
