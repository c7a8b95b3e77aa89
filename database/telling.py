"""Why a database can't be used, and what to do about it, in a sentence for an operator."""

DISK_FULL = "53100"  # PostgreSQL's code; SQLite has a sentence
USUAL = "Is it running, and has `manage.py prepare --no-demo` been run?"
FULL = "Make room on the disk that it lies on, then try again. Nothing was changed."


def sentence(error: BaseException) -> str:
    """Return what to tell of a DatabaseError: its reason, in one line, and advice."""
    reason = " ".join(str(error).split())  # a driver's message has several lines
    return f"The database can't be used: {reason.rstrip('.')}. {FULL if is_full(error) else USUAL}"


def is_full(error: BaseException) -> bool:
    """Tell whether it failed because its disk is full."""
    code = getattr(error.__cause__, "sqlstate", None)
    return code == DISK_FULL or "disk is full" in str(error)
