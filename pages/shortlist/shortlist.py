"""Places someone keeps: which ids an address names, and what the directory knows of them."""

import re
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility
from places.geo import Point, miles_between
from places.resolve import resolve
from search.filters import LONGEST_TEXT
from search.query import WIDE_KINDS

MOST = 20  # static/js/site.js keeps no more, either
PUBLIC_ID = re.compile(r"[a-z0-9]{1,12}")


class IdsField(forms.Field):
    """Turns values into public ids, each once, in order; nothing typed is an error."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        # A copied link may have spaces around it, or capital letters.
        ids = (public_id.strip().lower() for public_id in value or [])
        return list(dict.fromkeys(filter(None, ids)))


class ShortlistForm(forms.Form):
    """The parameters of a list of places.

    `id`, repeated; `compare`, repeated: those of them to set side by side, all without it; and
    where to measure from.
    """

    id = IdsField(required=False)
    compare = IdsField(required=False)
    where = forms.CharField(
        required=False,
        label=_("Show distances from: city or ZIP code"),
        max_length=LONGEST_TEXT,
        validators=[ProhibitNullCharactersValidator()],
    )


class Shortlist:
    """The places that an address names by their public ids, in its order.

    `asked`: the ids that are looked up, at most MOST; `left_out`: how many came after
    them; `missing`: how many of them the directory doesn't know.
    """

    def __init__(self, data):
        self.form = ShortlistForm(data)
        self.form.full_clean()  # a wrong place takes no id away
        ids = self.form.cleaned_data["id"]
        self.asked = ids[:MOST]
        self.left_out = len(ids) - len(self.asked)

    @cached_property
    def _by_id(self):
        """Return {public id asked for: Facility, where its record was merged into}."""
        ids = [public_id for public_id in self.asked if PUBLIC_ID.fullmatch(public_id)]
        rows = Facility.objects.select_related("merged_into") if ids else Facility.objects.none()
        return {row.public_id: row.survivor for row in rows.filter(public_id__in=ids)}

    @property
    def missing(self):
        return len(self.asked) - len(self._by_id)

    @cached_property
    def facilities(self):
        """Return the Facilities in order, each once."""
        facilities = (self._by_id[key] for key in self.asked if key in self._by_id)
        return list({facility.pk: facility for facility in facilities}.values())

    @property
    def listed(self):
        """Return [(facility pk, miles from `origin` or None)] of those in the directory now."""
        return [
            (facility.pk, self.miles(facility))
            for facility in self.facilities
            if facility.status == Facility.Status.OPEN
        ]

    @cached_property
    def chosen(self):
        """Return {public id: Facility pk} of those that were chosen to compare."""
        asked = self.form.cleaned_data["compare"]
        return {key: self._by_id[key].pk for key in asked if key in self._by_id}

    @property
    def compared(self):
        """Return the pks of those to compare: all in the directory now, unless some are chosen."""
        pks, chosen = [pk for pk, _miles in self.listed], set(self.chosen.values())
        return [pk for pk in pks if pk in chosen] or pks

    @property
    def gone(self):
        """Return the Facilities that closed, or that the latest edition doesn't list."""
        return [facility for facility in self.facilities if facility.status != Facility.Status.OPEN]

    @property
    def query(self):
        """Return the query string that names these places, and nothing else."""
        return urlencode([("id", facility.public_id) for facility in self.facilities])

    @property
    def kept_query(self):
        """Return the query string of these places and of where distances are measured from.

        For links of the site itself: what one sends to others names the places alone.
        """
        where = self.form.cleaned_data.get("where")
        return f"{self.query}&{urlencode({'where': where})}" if where else self.query

    @cached_property
    def resolution(self):
        """Return what was understood of the place to measure from."""
        return resolve(self.form.cleaned_data.get("where") or "")

    @property
    def origin(self):
        """Return the place that distances are measured from, or None.

        States have no middle that would mean anything.
        """
        place = self.resolution.place
        return place if place and place.kind not in WIDE_KINDS else None

    def miles(self, facility):
        """Return how far a facility is from `origin`; None where either isn't known."""
        if not self.origin or facility.latitude is None:
            return None
        return miles_between(self.origin.point, Point(facility.latitude, facility.longitude))
