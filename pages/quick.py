"""Values that templates print by the hundred."""


class Quick:
    """Templates look up keys before attributes; this makes the first lookup succeed."""

    __getitem__ = object.__getattribute__
