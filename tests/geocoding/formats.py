"""Answers as the three geocoders write them: JSON of one or more places."""


def nominatim(*places):
    return [
        {
            "place_id": 339205411,
            "licence": "Data © OpenStreetMap contributors, ODbL 1.0.",
            "osm_type": "way",
            "osm_id": 60098143,
            "lat": str(latitude),
            "lon": str(longitude),
            "class": about.get("key", "place"),
            "type": about.get("value", "house"),
            "place_rank": about.get("rank", 30),
            "importance": 0.0000753,
            "addresstype": "place",
            "name": "",
            "display_name": "12, Pine Street, Boulder, Boulder County, Colorado, United States",
            "boundingbox": ["40.01", "40.02", "-105.28", "-105.27"],
        }
        for latitude, longitude, about in map(_described, places)
    ]


def photon(*places):
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
                "properties": {
                    "osm_type": "W",
                    "osm_id": 60098143,
                    "osm_key": about.get("key", "building"),
                    "osm_value": about.get("value", "yes"),
                    "type": about.get("type", "house"),
                    "housenumber": "12",
                    "street": "Pine Street",
                    "city": "Boulder",
                    "state": "Colorado",
                    "postcode": "80302",
                    "countrycode": "US",
                    "country": "United States",
                },
            }
            for latitude, longitude, about in map(_described, places)
        ],
    }


def census(*places):
    return {
        "result": {
            "input": {
                "address": {"address": "12 Pine Street, Boulder, CO 80302"},
                "benchmark": {"id": "4", "benchmarkName": "Public_AR_Current"},
            },
            "addressMatches": [
                {
                    "tigerLine": {"side": "L", "tigerLineId": "181021583"},
                    "coordinates": {"x": longitude, "y": latitude},
                    "addressComponents": {"fromAddress": "2", "toAddress": "98", "zip": "80302"},
                    "matchedAddress": "12 PINE ST, BOULDER, CO, 80302",
                }
                for latitude, longitude, _about in map(_described, places)
            ],
        }
    }


FORMATS = {"nominatim": nominatim, "photon": photon, "census": census}


def _described(place):
    """Return (latitude, longitude, what else is said of it)."""
    return place if len(place) == 3 else (*place, {})
