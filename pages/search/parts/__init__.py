"""Pages of a search, joined from parts of their templates (docs/parts.md)."""
