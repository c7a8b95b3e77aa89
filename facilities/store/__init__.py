"""The only bulk writer: what the database holds now, and making it hold something else."""

from facilities.store.database import BATCH, batches, make_room, refresh_after
from facilities.store.services import ServicesOfCodes
from facilities.store.stored import Stored, stored_facilities
from facilities.store.writing import (
    mark_unlisted,
    public_id_for,
    row_hash,
    write_facilities,
    write_listings,
    write_phones,
)

__all__ = [
    "BATCH",
    "ServicesOfCodes",
    "Stored",
    "batches",
    "make_room",
    "mark_unlisted",
    "public_id_for",
    "refresh_after",
    "row_hash",
    "stored_facilities",
    "write_facilities",
    "write_listings",
    "write_phones",
]
