"""What the keys of counts are called. Apps that count say it, so that this one knows none."""

from counters.models import Kind
from places.states import STATES

_namers = {}


def register(kind, names_of):
    """Let `names_of`, a function from keys to {key: name}, name the keys of a Kind."""
    _namers[kind] = names_of


def names(kind, keys):
    """Return {key: name} of these keys, itself where it has no name."""
    registered = _namers[kind](keys) if kind in _namers else {}
    return {key: registered.get(key) or key for key in keys}


def names_of_states(keys):
    return {key: STATES[key].name for key in keys if key in STATES}


register(Kind.SEARCHES, names_of_states)
