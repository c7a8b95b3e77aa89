"""Pages made of parts that are kept, cut out of the site's own templates.

How, in five minutes: docs/parts.md. Why: docs/decisions/0058-results-from-parts.md.
"""
