"""What a facility's page says of it to search engines (decision 70)."""

from typing import Any

from django.utils.translation import get_language

from facilities.models import Facility, Service
from facilities.numbers import NumberToCall
from pages.facility.sources import Sources
from pages.facility.standing import Standing
from pages.structured_data import in_page


def described(
    facility: Facility,
    standing: Standing,
    levels: list[Service],
    numbers: list[NumberToCall],
    sources: Sources,
    address: str,
) -> str:
    """Return a Facility as JSON-LD, "" for one that is made up, closed, or perhaps closed.

    `address`: of its page. Only what a listing says: a property that isn't there says nothing.
    """
    if facility.status != Facility.Status.OPEN or not standing.is_real:
        return ""
    return in_page(
        {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "url": address,
            "inLanguage": get_language(),
            "dateModified": facility.changed_at.date().isoformat(),
            "citation": [f"{each.title}, {each.publisher}" for each in sources.answering],
            "mainEntity": _facility(facility, levels, numbers, address),
        }
    )


def _facility(
    facility: Facility, levels: list[Service], numbers: list[NumberToCall], address: str
) -> dict[str, Any]:
    """Return a facility: as a clinic, or as an organization where it publishes no door.

    A clinic of schema.org is a place; an organization has neither position nor services.
    """
    if facility.address_withheld:
        kind, of_place = "MedicalOrganization", {}
    else:
        kind, of_place = "MedicalClinic", _of_place(facility, levels)
    data = {
        "@type": kind,
        "name": facility.name,
        "url": address,
        "telephone": [_telephone(number) for number in numbers if number.e164],
        "address": _postal_address(facility),
        "sameAs": facility.website,
        **of_place,
    }
    return {name: value for name, value in data.items() if value}


def _of_place(facility: Facility, levels: list[Service]) -> dict[str, Any]:
    """Return what only a place can have; its position if it is that of a door it publishes."""
    data: dict[str, Any] = {
        "availableService": [
            {"@type": "MedicalTherapy", "name": str(service.name)} for service in levels
        ]
    }
    if facility.is_exact and facility.street:
        position = {"latitude": facility.latitude, "longitude": facility.longitude}
        data["geo"] = {"@type": "GeoCoordinates", **position}
    return data


def _telephone(number: NumberToCall) -> str:
    """Return a number as it is dialed from anywhere, with the extension to ask for."""
    return f"{number.e164} ext. {number.extension}" if number.extension else number.e164


def _postal_address(facility: Facility) -> dict[str, str]:
    """Return its address; of one that keeps it to itself no more than the city."""
    data = {"addressLocality": facility.city, "addressRegion": facility.state}
    if not facility.address_withheld:
        street = ", ".join(filter(None, [facility.street, facility.street2]))
        data |= {"streetAddress": street, "postalCode": facility.zip}
    kept = {name: value for name, value in data.items() if value}
    return {"@type": "PostalAddress", **kept, "addressCountry": "US"}
