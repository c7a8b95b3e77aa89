"""A guide's structured data for search engines (schema.org)."""

import json

from django.utils.safestring import mark_safe

# Escaped, so that the text can't contain "</script" and end the block.
ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}


def described(guide, address):
    """Return a Guide as JSON-LD, safe inside <script type="application/ld+json">.

    It names a reviewer only if there is one.
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
    if guide.clinician:
        data["reviewedBy"] = {"@type": "Person", "name": guide.clinician}
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))
