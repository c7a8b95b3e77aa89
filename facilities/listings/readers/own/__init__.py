"""Lists of an operator's own: a county's or a state's, read by a mapping or as GeoJSON."""

from facilities.listings.readers.own.geojson import FORMAT
from facilities.listings.readers.own.guesses import first_mapping
from facilities.listings.readers.own.mapped import read_mapped

__all__ = ["FORMAT", "first_mapping", "read_mapped"]
