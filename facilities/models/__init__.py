"""The directory: facilities, what they offer, and which published file says so."""

from facilities.models.change import Change, PublishedFacility, RecordedState
from facilities.models.correction import Correction
from facilities.models.edition import Edition, ImportReport, Listing, Questionnaire
from facilities.models.facility import Facility, slug_for
from facilities.models.geocoding import GeocodedAddress
from facilities.models.merge import Merge
from facilities.models.phone import Phone
from facilities.models.public_id import ID_ALPHABET, ID_LENGTH, new_public_id
from facilities.models.revision import Revision, current_revision, mark_changed
from facilities.models.taxonomy import Denial, Service, ServiceGroup, ServiceRelation

__all__ = [
    "ID_ALPHABET",
    "ID_LENGTH",
    "Change",
    "Correction",
    "Denial",
    "Edition",
    "Facility",
    "GeocodedAddress",
    "ImportReport",
    "Listing",
    "Merge",
    "Phone",
    "PublishedFacility",
    "Questionnaire",
    "RecordedState",
    "Revision",
    "Service",
    "ServiceGroup",
    "ServiceRelation",
    "current_revision",
    "mark_changed",
    "new_public_id",
    "slug_for",
]
