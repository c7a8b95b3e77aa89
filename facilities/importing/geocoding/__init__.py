"""Street positions for facilities, asked of a geocoder on a host the operator chose."""

from facilities.importing.geocoding.providers import PROVIDERS
from facilities.importing.geocoding.run import Run
from facilities.importing.geocoding.service import GeocodingStopped, Service

__all__ = ["PROVIDERS", "GeocodingStopped", "Run", "Service"]
