"""A directory of facilities made to harm whoever shows them."""

import json
from pathlib import Path

# Nothing that the site says by itself holds these marks: MARK begins what must come out escaped,
# PRODUCT would be a template that ran, and ORDER characters that change what a reader sees.
MARK = "qzfuzz"
TEMPLATE, PRODUCT = "{{7191*7191}}{%now 'Y'%}${7191*7191}", "51710481"
ORDER = "\u202e"
BREAKERS = (
    f"<{MARK} a=1>",
    f"\"><{MARK}>'><{MARK}>",
    f"</script><{MARK}>",
    f'" on{MARK}="1',
    f"' on{MARK}='1",
    f"javascript:{MARK}()",
    f"--><{MARK}>",
    f"]]><{MARK}>",
    TEMPLATE,
)
PLACES = [("Boston", "MA", "02118"), ("Canton", "MA", "02021"), ("Providence", "RI", "02903")]


def facilities():
    """Return entries of a curated file: each breaker in each field that takes text."""
    return [
        {
            "name": f"House {number} {breaker} {ORDER}gnp.exe",
            "program": f"{breaker}{ORDER}",
            "street": f"{number} Main Street {breaker}",
            "street2": breaker,
            "city": city,
            "state": state,
            "zip": zip_code,
            "county": breaker,
            "website": f"https://evil.example/{number}?{{{{7191*7191}}}}",
            "phones": [
                {
                    "kind": "main",
                    "number": f"617-555-01{number:02}",
                    "answered_by": f"{breaker}{ORDER}",
                }
            ],
            "codes": ["SA", "DT", "OP"],
            "highlights": [breaker, f"+1 {breaker}", f"{ORDER}{breaker}"],
        }
        for number, breaker in enumerate(BREAKERS, start=10)
        for city, state, zip_code in [PLACES[number % len(PLACES)]]
    ]


def write(path: Path) -> Path:
    """Write them as a file that `import_directory` reads, and return its path."""
    content = {"format": "curated", "year": 2026, "title": f"Hostile list <{MARK}>"}
    content |= {"publisher": f"<{MARK}> {ORDER}", "url": "https://hostile.example/"}
    content["facilities"] = facilities()
    path.write_text(json.dumps(content))
    return path
