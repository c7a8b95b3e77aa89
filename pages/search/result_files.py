"""A search's results as one file, which pages lead to."""

from functools import cache

from django.urls import reverse


@cache
def result_files():
    """Return {format: path} of a search's results as one file, for programs (docs/api.md)."""
    forms = {
        "Excel": "api:facilities-xlsx",
        "CSV": "api:facilities-csv",
        "GeoJSON": "api:facilities-geojson",
    }
    return {name: reverse(address) for name, address in forms.items()}
