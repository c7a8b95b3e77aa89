"""Groups and services as every page needs them: read once, kept until something changes."""

from facilities.taxonomy.current import revision, taxonomy, taxonomy_of
from facilities.taxonomy.services import CARD_GROUPS, SUBSTANCE_USE, Taxonomy

__all__ = ["CARD_GROUPS", "SUBSTANCE_USE", "Taxonomy", "revision", "taxonomy", "taxonomy_of"]
