"""A facility as records of HSDS: one organization, location and service each.

source     what is known of a facility, as the mapping takes it
records    the records themselves, flat, each once: what tables have
attributes terms that apply to them
nested     the same as JSON: what belongs to a record stands in it
"""
