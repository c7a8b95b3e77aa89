"""Ids of records: UUIDs that the same thing gets again at every export and on every machine."""

from uuid import UUID, uuid5

# Of all ids here (RFC 9562, version 5). Never change it: others keep what they lead to.
NAMESPACE = UUID("6f0d8c0e-3b5a-5f5e-9d53-5d1a1c3c0b67")


def id_of(kind: str, *parts: str) -> str:
    """Return the id of a kind of record, by what tells it from others of its kind."""
    return str(uuid5(NAMESPACE, "/".join((kind, *parts))))


def link_id(linked: str, term: str) -> str:
    """Return the id of what links a record with a taxonomy term, by their ids of version 5.

    Half of each (RFC 9562, version 8): there are millions, and a random one each would
    make a packed directory twice as large.
    """
    return f"{linked[:14]}8{linked[15:18]}{term[18:]}"
