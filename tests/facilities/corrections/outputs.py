"""All that the public sees of a facility."""

import re

from facilities.models import Facility

STREET, LATITUDE, LONGITUDE = "0 Main Street", "42.3412", "-71.0714"
# Every address that may say something of one facility; {url}: of its page.
OUTPUTS = {
    "page": "{url}",
    "in Spanish": "/es{url}",
    "listing": "{url}source/",
    "report": "{url}report/",
    "after the report": "{url}report/thanks/",
    "card": "/search/?q=Alder+House&where=MA",
    "near": "/search/?where=02118",
    "by its street": "/search/?q=0+Main&where=02118",
    "call sheet": "/call-sheet/?q=Alder+House&where=MA",
    "compared": "/shortlist/?id={id}",
    "state": "/treatment/massachusetts/",
    "map": "/search/map/?q=alder+house",
    "API": "/api/v1/facilities/{id}/",
    "list": "/api/v1/facilities/?q=Alder+House&where=MA",
    "CSV": "/api/v1/facilities.csv?where=MA",
    "GeoJSON": "/api/v1/facilities.geojson?where=MA",
    "suggestions": "/api/v1/suggest/?q=0+Main",
    "neighbor": "{neighbor}",
    "sitemap": "/sitemap-facilities.xml",
}


# When something was written down, which it is anew each time; not what it says.
WRITTEN_AT = re.compile(r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[^\s\"&,]*")


def text_of(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return " ".join(WRITTEN_AT.sub("", body.decode().replace("&#x27;", "'")).split())


def outputs(client, facility):
    """Return {name: text} of all that the public sees of a listed facility."""
    query = f"q={facility.name.replace(' ', '+')}&where={facility.state}"
    api = "/api/v1/facilities/"
    return {
        "page": text_of(client, facility.get_absolute_url()),
        "card": text_of(client, f"/search/?{query}"),
        "sheet": text_of(client, f"/call-sheet/?{query}"),
        "shortlist": text_of(client, f"/shortlist/?id={facility.public_id}"),
        "API": text_of(client, f"{api}{facility.public_id}/"),
        "list": text_of(client, f"{api}?{query}"),
        "CSV": text_of(client, f"/api/v1/facilities.csv?{query}"),
        "GeoJSON": text_of(client, f"/api/v1/facilities.geojson?{query}"),
    }


def all_of(client, facility):
    """Return {output: its text}."""
    birch = Facility.objects.get(name="Birch Clinic")
    names = {"id": facility.public_id, "url": facility.get_absolute_url()}
    names["neighbor"] = birch.get_absolute_url()
    return {name: text_of(client, path.format(**names)) for name, path in OUTPUTS.items()}


def saying(outputs, *words):
    return {name for name, text in outputs.items() if any(word in text for word in words)}


def now(facility):
    return Facility.objects.get(pk=facility.pk)
