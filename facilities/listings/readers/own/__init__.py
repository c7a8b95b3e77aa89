"""Lists of an operator's own: a county's or a state's, read by a mapping, GeoJSON or HSDS."""

from facilities.listings.readers.own.geojson import FORMAT
from facilities.listings.readers.own.guesses import first_mapping
from facilities.listings.readers.own.hsds import FORMAT as PACKAGE
from facilities.listings.readers.own.mapped import read_mapped

__all__ = ["FORMAT", "PACKAGE", "first_mapping", "read_mapped"]
