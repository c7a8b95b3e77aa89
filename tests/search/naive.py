"""Plain sets, read naively from the tables: what the index must agree with."""

from collections import defaultdict
from functools import cache, cached_property

from facilities.models import (
    Denial,
    Facility,
    Listing,
    Service,
    ServiceGroup,
    ServiceRelation,
)
from places.gazetteer.cities import cities_named
from places.gazetteer.current import atlas
from places.geo import Point, miles_between
from search.query import MENTAL_HEALTH, REACHES, SERVES_ONLY, USUAL_REACH
from search.results import ENOUGH, NEAREST

WIDE = ("state", "county", "region")


class PlainSets:
    """The listed facilities as sets of primary keys, one for each thing they say."""

    def __init__(self, names=None):
        """Read the tables; `names(text)` gives the pks that bear a name (tested elsewhere)."""
        self.names = names
        self.facilities = {facility.pk: facility for facility in Facility.objects.listed()}
        self.everyone = set(self.facilities)
        self.services = {service.pk: service for service in Service.objects.select_related("group")}
        self.codes = {pk: {service.code} - {""} for pk, service in self.services.items()}
        for service in Service.objects.prefetch_related("any_of"):
            self.codes[service.pk] |= {part.code for part in service.any_of.all()}
        self.offering = defaultdict(set)
        for pk, facility in self.facilities.items():
            for service_pk in facility.service_pks:
                self.offering[service_pk].add(pk)
        self.relations = defaultdict(set)
        for relation in ServiceRelation.objects.all():
            self.relations[relation.kind, relation.service_id].add(relation.other_id)
        self.only = [
            service for service in self.services.values() if service.polarity == "serves_only"
        ]
        self._read_answers()

    @classmethod
    def with_names_of(cls, current):
        """Return plain sets whose facilities bear the names that an Index gives them."""

        @cache
        def named(text):
            bits = current.names.match(text).bits
            return {pk for pk, position in current.ordinals.items() if bits >> position & 1}

        return cls(named)

    def _read_answers(self):
        """Read what each listing that answers names, of which questionnaire and year."""
        self.category = {
            service.code: service.category for service in self.services.values() if service.code
        }
        self.listings = [
            (listing, set(listing.codes.split()))
            for listing in Listing.objects.filter(
                edition__is_current=True, is_answer=True
            ).select_related("edition")
        ]
        self.denials = defaultdict(list)
        for denial in Denial.objects.all():
            self.denials[denial.service_id].append(denial)

    @cache  # noqa: B019 - lives as long as the tests of a module
    def not_reporting(self, service):
        denying = set()
        for decliner in self.relations["denied_by", service.pk]:
            denying |= self.offering[decliner]
        denying |= {
            listing.facility_id
            for listing, named in self.listings
            if self._is_no(service, listing, named)
        }
        denying -= self._leaving_open(service)
        return self.everyone - self.offering[service.pk] - denying

    def _leaving_open(self, service):
        """Return who offers what a service is a kind of, and doesn't say which kind."""
        leaving = set()
        for whole in self.services:
            parts = self.relations.get(("parts", whole), set())
            if any(self.codes[service.pk] <= self.codes[part] for part in parts):
                leaving |= self.offering[whole] - set().union(*(self.offering[p] for p in parts))
        return leaving

    def _is_no(self, service, listing, named):
        """Tell whether a listing leaves blank what means no, beside an answer it gave."""
        edition, codes = listing.edition, self.codes[service.pk]
        may_deny = any(
            denial.questionnaire == listing.questionnaire
            and denial.first_year <= edition.year <= (denial.last_year or 9999)
            for denial in self.denials[service.pk]
        )
        beside = {self.category[code] for code in codes if code in self.category}
        return bool(
            may_deny
            and codes & set(edition.asked_codes)
            and not codes & set(edition.doubted_codes)
            and beside & {self.category.get(code) for code in named - codes}
        )

    def asked_area(self, query):
        """Return who is where a query looks."""
        return self.in_box(query.box) if query.box else self.area(query.place, query.reach)

    def in_box(self, box):
        """Return who stands in a box, of those whose position is published."""
        return {
            pk
            for pk, facility in self.facilities.items()
            if facility.latitude is not None
            if not facility.address_withheld
            if box.south <= facility.latitude <= box.north
            if any(box.west <= facility.longitude + turn <= box.east for turn in (-360, 0, 360))
        }

    @cache  # noqa: B019
    def area(self, place, miles):
        if place is None:
            return self.everyone
        facilities = self.facilities.items()
        if place.kind == "state":
            return {pk for pk, facility in facilities if facility.state == place.state}
        if place.kind == "county":
            here = (place.state, place.county)
            return {pk for pk, facility in facilities if (facility.state, facility.county) == here}
        if place.kind == "region":
            return {
                pk
                for pk, facility in facilities
                if {(facility.state, ""), (facility.state, facility.county)} & {*place.members}
            }
        return set(self.distances(place, miles)) | self.own(place, miles)

    def own(self, place, miles):
        """Return who has a city in its address, when it is asked for with a usual reach."""
        if place.kind != "city" or miles < USUAL_REACH:
            return set()
        return {
            pk
            for pk, facility in self.facilities.items()
            if facility.state == place.state
            if place.name in {city.name for city in self.cities(facility.city, facility.state)}
        }

    @cache  # noqa: B019
    def cities(self, name, state):
        return cities_named(atlas(), name, state)

    @cache  # noqa: B019
    def distances(self, place, miles):
        """Return {pk: miles} of who lies within so many miles of a place."""
        origin = Point(place.latitude, place.longitude)
        # A degree of latitude is 69 miles: a cheap look before the sines.
        near = (
            (pk, Point(facility.latitude, facility.longitude))
            for pk, facility in self.facilities.items()
            if facility.latitude is not None
            if abs(facility.latitude - origin.latitude) * 69 < miles + 1
        )
        distances = {pk: miles_between(origin, point) for pk, point in near}
        return {pk: distance for pk, distance in distances.items() if distance <= miles}

    def shown(self, query):
        """Return which pks a search shows: those in its area, or in the circle it goes on to."""
        place, here = query.place, self.asked_area(query)
        fitting = self.fitting(query, here)
        is_named = query.names and self.names(query.names) != self.everyone
        if place is None or query.box or is_named or len(fitting) >= ENOUGH:
            return fitting
        if place.kind in ("state", "region") and fitting:
            return fitting
        everywhere = self.fitting(query, self.everyone)
        own = here if place.kind in WIDE else set()
        circles = [
            everywhere & (own | set(self.distances(place, reach)) | self.own(place, reach))
            for reach in REACHES
            if place.kind in WIDE or reach >= query.reach
        ]
        most = min(ENOUGH, len(circles[-1]))
        if circles[-1] - fitting:
            return next(circle for circle in circles if len(circle) >= most)
        if fitting or circles[-1]:
            return fitting
        miles = self.distances(place, 20_000)
        nearest = sorted(everywhere & miles.keys(), key=lambda pk: (miles[pk], *self.rank(pk)))
        return set(nearest[:NEAREST])

    def rank(self, pk):
        facility = self.facilities[pk]
        return facility.name.casefold(), facility.city.casefold(), facility.public_id

    def fitting(self, query, within):
        """Return which pks of a set fit the query, wherever they are."""
        fitting = set(within)
        if query.names:
            fitting &= self.names(query.names)
        groups = defaultdict(list)
        for service in query.services:
            groups[service.group].append(service)
        for group, chosen in groups.items():
            terms = [self._term(service, query) & fitting for service in chosen]
            is_all = group.rule == ServiceGroup.Rule.ALL and not query.takes_any
            fitting = set.intersection(*terms) if is_all else set.union(*terms)
        return fitting if query.names else fitting - self.left_out(query)

    def saying(self, query):
        """Return who lists all that a query asks for, also where those that don't say fit."""
        saying = set(self.everyone)
        groups = defaultdict(list)
        for service in query.services:
            groups[service.group].append(self.offering[service.pk])
        for group, terms in groups.items():
            is_all = group.rule == ServiceGroup.Rule.ALL and not query.takes_any
            if group.keeps_silent or group.slug in query.include:
                saying &= set.intersection(*terms) if is_all else set.union(*terms)
        return saying

    def _term(self, service, query):
        bits = self.offering[service.pk]
        if service.group.keeps_silent or service.group.slug in query.include:
            return bits | self.not_reporting(service)
        return bits

    def left_out(self, query):
        """Return whom a query leaves out, whatever else it asks for."""
        treatment = next(pk for pk, service in self.services.items() if service.code == "SA")
        waivers = self.relations["waived_by", treatment]
        is_waived = any(service.pk in waivers for service in query.services)
        elsewhere = set() if is_waived else self.mental_health_only
        away = set() if MENTAL_HEALTH in query.include else set(elsewhere)
        if SERVES_ONLY in query.include:
            return away
        for only in self.only:
            is_asked = any(self._asks_for(service, only) for service in query.services)
            hiding = self.relations["hidden_by", only.pk]
            is_hidden = not hiding or any(service.pk in hiding for service in query.services)
            if is_hidden and not is_asked:
                away |= self.offering[only.pk] - elsewhere
        return away

    @cached_property
    def mental_health_only(self):
        """Return who answers no questionnaire but that of mental health, and names no SA."""
        answers = Listing.objects.filter(edition__is_current=True, is_answer=True)
        kinds = defaultdict(set)
        for facility, questionnaire, codes in answers.values_list(
            "facility_id", "questionnaire", "codes"
        ):
            kinds[facility].add("su" if "SA" in codes.split() else questionnaire)
        return {pk for pk in self.everyone if kinds[pk] == {"mh"}}

    def _asks_for(self, service, only):
        if service == only or service.pk in self.relations["asked_by", only.pk]:
            return True
        return bool(self.codes[only.pk]) and self.codes[only.pk] <= self.codes[service.pk]
