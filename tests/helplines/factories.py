"""One complete helpline, to vary."""

from datetime import date

from helplines.models import Helpline


def make_helpline(**changes):
    """Return a Helpline that breaks no rule, with `changes`; it isn't saved."""
    values = {
        "slug": "town-line",
        "name": "Town Line",
        "role": "national",
        "call_display": "(555) 555-0100",
        "call_number": "+15555550100",
        "who_answers": "Two nurses.",
        "who_pays": "The town.",
        "hours": "9 to 5.",
        "languages": "English.",
        "cost": "Free.",
        "does": "Listens.",
        "does_not": "No visits.",
        "may_refer_to_paying_provider": "no",
        "source_name": "The town",
        "source_url": "https://example.org/line",
        "last_verified": date(2026, 11, 20),
    }
    return Helpline(**values | changes)
