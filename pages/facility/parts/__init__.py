"""The page of a facility, made of parts that are kept (docs/parts.md)."""
