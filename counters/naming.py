"""Names for the keys of counts, registered by the apps that count them."""

from counters.models import Kind
from places.states import STATES

_namers = {}


def register(kind, names_of):
    """Register `names_of`, a function from keys to {key: name}, for a Kind."""
    _namers[kind] = names_of


def names(kind, keys):
    """Return {key: name} for these keys; a key without a name stands for itself."""
    registered = _namers[kind](keys) if kind in _namers else {}
    return {key: registered.get(key) or key for key in keys}


def names_of_states(keys):
    return {key: STATES[key].name for key in keys if key in STATES}


register(Kind.SEARCHES, names_of_states)
