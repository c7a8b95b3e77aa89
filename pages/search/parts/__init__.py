"""A results page, joined from parts of its template (docs/parts.md)."""
