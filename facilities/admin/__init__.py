"""The directory in the admin: look everything up, change what an import respects."""

from facilities.admin import correction, edition, facility, merge, read_only

__all__ = ["correction", "edition", "facility", "merge", "read_only"]
