"""Where: the gazetteer, what people type, and distance.

    from places.geo import Point, miles_between, miles_from
    from places.nearest import nearest_zip
    from places.resolve import resolve
    from places.suggest import suggest
    from places.gazetteer.zips import StateChecker, zip_centres

Nothing here knows of facilities.
"""
