"""What a guide's page says to search engines (schema.org): only what is true of it."""

import json

from django.utils.safestring import mark_safe

# A data block ends where its text says "</script": no "<" in it, no end.
ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}


def described(guide, address):
    """Return a Guide as JSON-LD, safe inside <script type="application/ld+json">.

    Nobody is named as its reviewer unless somebody reviewed it.
    """
    data = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": guide.title,
        "description": guide.plain_summary,
        "url": address,
        "inLanguage": guide.language,
        "lastReviewed": guide.last_reviewed.isoformat(),
        "author": {"@type": "Organization", "name": guide.author},
        "citation": [
            {
                "@type": "CreativeWork",
                "name": source.title,
                "publisher": {"@type": "Organization", "name": source.publisher},
                "url": source.url,
                **({"datePublished": source.date} if source.date else {}),
            }
            for source in guide.source_list
        ],
    }
    if guide.reviewer:
        data["reviewedBy"] = {"@type": "Person", "name": guide.reviewer}
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))
