"""The right answers, by looking at every facility: no index, no database."""

from collections import Counter

from places.geo import Point, miles_between

# On the ellipsoid, which PostGIS measures on, a distance differs by so much from ours at most.
ELLIPSOID = 0.006


class Rows:
    """Exported facilities, ready to be counted."""

    def __init__(self, facilities, groups):
        self.rows = [
            (Point(facility["latitude"], facility["longitude"]), frozenset(facility["services"]))
            for facility in facilities
        ]
        self.groups = groups

    def answered(self, question):
        """Return the question with its `answer`: {total, ticked, apart, narrowing, around}.

        The three ways to count a service s, each {slug: facilities}. `ticked`: results
        there would be with the box of s ticked as well (the finder). `apart`: those that
        offer s and all that is chosen but in a group of which any will do (itemsjs, the
        PostGIS build). `narrowing`: results that offer s (Datasette). `around` holds the
        least and the most that each can be for who measures on the ellipsoid.
        """
        miles = question["miles"]
        less, exact, more = (
            self.counts(question, miles * factor) for factor in (1 - ELLIPSOID, 1, 1 + ELLIPSOID)
        )
        around = {name: [less[name], more[name]] for name in exact}
        return {**question, "answer": {**exact, "around": around}}

    def counts(self, question, miles):
        centre = Point(question["latitude"], question["longitude"])
        # A degree of latitude is at least 68 miles.
        near = [
            services
            for point, services in self.rows
            if abs(point.latitude - centre.latitude) < miles / 68
            and miles_between(centre, point) <= miles
        ]
        chosen = question["chosen"]
        matches = [services for services in near if self.fits(services, chosen)]
        ticked, apart = Counter(), Counter()
        for group in self.groups:
            other_filters = dict(chosen)
            mine = other_filters.pop(group["slug"], []) if group["rule"] == "any" else []
            fitting = [services for services in near if self.fits(services, other_filters)]
            for slug in group["services"]:
                apart[slug] = sum(slug in services for services in fitting)
                # Where any will do, another box adds to what is chosen.
                ticked[slug] = sum(not services.isdisjoint([slug, *mine]) for services in fitting)
                if slug in chosen.get(group["slug"], []):
                    ticked[slug] = len(matches)
        narrowing = {slug: sum(slug in services for services in matches) for slug in ticked}
        return {"total": len(matches), "ticked": ticked, "apart": apart, "narrowing": narrowing}

    def fits(self, offered, chosen):
        """Whether what is offered satisfies every group that something is chosen in."""
        joined = {group["slug"]: all if group["rule"] == "all" else any for group in self.groups}
        return all(joined[group](s in offered for s in slugs) for group, slugs in chosen.items())
