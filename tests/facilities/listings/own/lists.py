"""An invented county's list, and a mapping of its columns."""

COUNTY = "\n".join(
    (
        "Example County Behavioral Health,,,,,,,",
        "Program Name,Address,Suite,City,Zip Code,Telephone,Level of Care,Web",
        "Alder House,12 Elm Street,Suite 2,Oakland,94607,(510) 555-0101 / 510-555-0102,"
        "Residential; Detox,www.example.org",
        "Birch Clinic,- - -,,Berkeley,94704,510-555-0103 (24/7),Outpatient,",
        "Cedar Sober Living,5 Oak Avenue,,Oakland,94607,call us,Sober living; Peer talks,",
        "",
    )
)
MAPPING = """\
title = "Licensed programs 2025"
publisher = "Example County"
url = "https://example.org/programs"
year = 2025
every = ["SA"]

[columns]
name = "Program Name"
street = "Address"
street2 = "Suite"
city = "City"
zip = "Zip Code"
phone = "Telephone"
website = "Web"

[constants]
state = "California"

[services."Level of Care"]
separator = ";"

[services."Level of Care".values]
Residential = "residential"
Detox = ["detox"]
outpatient = "OP"
"Sober living" = "sober-living"
Halfway = []
"""


def write(folder, county=COUNTY, mapping=MAPPING):
    """Write a list and its mapping; return both paths."""
    paths = folder / "county.csv", folder / "mapping.toml"
    for path, text in zip(paths, (county, mapping), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths
