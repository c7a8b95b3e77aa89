"""Where: the gazetteer, what people type, and distance.

    from places.geo import Point, miles_between, miles_from
    from places.resolve import resolve
    from places.zips import StateChecker, zip_centres

Nothing here knows of facilities.
"""
