"""A guide's structured data for search engines (schema.org)."""

from pages.structured_data import in_page


def described(guide, address):
    """Return a Guide as JSON-LD; it names a reviewer only if there is one."""
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
    return in_page(data)
