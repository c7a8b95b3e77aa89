"""Groups and services as every page needs them: read once, kept until something changes."""

from facilities.taxonomy.current import revision, taxonomy, taxonomy_of
from facilities.taxonomy.services import SUBSTANCE_USE, Taxonomy

__all__ = ["SUBSTANCE_USE", "Taxonomy", "revision", "taxonomy", "taxonomy_of"]
