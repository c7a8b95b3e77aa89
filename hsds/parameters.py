"""The parameters of lists, as the specification names them; one that isn't known is an error."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator, RegexValidator
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from places.geo import Point
from places.models import Kind, Place
from search.filters import LONGEST_TEXT

USUAL_SIZE = 20
# A service as a whole has a hundred terms: a list of a hundred of them would be 4 MB.
LARGEST_SIZE, LARGEST_OF_FULL, LARGEST_OF_MINIMAL = 100, 10, 1000
FORMATS = [("json", "json")]
MOST_PAGES = 1_000_000
FARTHEST = 805_000  # meters, 500 miles

NO_SUCH_PARAMETER = _("There is no such parameter.")


class Text(forms.CharField):
    """A text of a query, not longer than a search's."""

    def __init__(self, **options: Any) -> None:
        validators = [ProhibitNullCharactersValidator(), *options.pop("validators", ())]
        super().__init__(required=False, max_length=LONGEST_TEXT, validators=validators, **options)


class Flag(forms.ChoiceField):
    """true or false; false if it isn't given."""

    def __init__(self) -> None:
        super().__init__(required=False, choices=[("true", "true"), ("false", "false")])

    def clean(self, value: Any) -> bool:
        return bool(super().clean(value) == "true")


class Moment(Text):
    """A date or a moment of ISO 8601; without a zone in UTC."""

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        return self._moment(text) if text else None

    def _moment(self, text: str) -> datetime:
        wrong = forms.ValidationError(_("Give a day or a moment, such as 2026-01-31T12:00:00Z."))
        try:
            moment = parse_datetime(text)
            if moment is None and (day := parse_date(text)):
                moment = datetime(day.year, day.month, day.day)
        except ValueError:  # the 31st of February
            raise wrong from None
        if moment is None:
            raise wrong
        try:
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except OverflowError:  # the first hours of the year 1, elsewhere
            raise wrong from None


class PageForm(forms.Form):
    """What all lists understand."""

    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PAGES)
    per_page = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_OF_MINIMAL)
    search = Text()
    format = forms.ChoiceField(
        required=False,
        choices=FORMATS,
        error_messages={"invalid_choice": _("Only json, a page at a time.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.data:
            if name not in self.fields:
                self.errors.setdefault(name, self.error_class([str(NO_SUCH_PARAMETER)]))
        cleaned["page"] = cleaned.get("page") or 1
        most = self.largest_size(cleaned)
        cleaned["per_page"] = cleaned.get("per_page") or min(USUAL_SIZE, most)
        if cleaned["per_page"] > most:
            self.add_error("per_page", _("At most %(most)s.") % {"most": most})
        return cleaned

    def largest_size(self, cleaned: dict[str, Any]) -> int:
        if cleaned.get("minimal"):
            return LARGEST_OF_MINIMAL
        is_full = cleaned.get("full") or cleaned.get("full_service")
        return LARGEST_OF_FULL if is_full else LARGEST_SIZE


class TermsForm(PageForm):
    taxonomy_id = Text()
    top_only = Flag()
    parent_id = Text()


class FacilityForm(PageForm):
    """What lists of facilities' records understand."""

    taxonomy_term_id = Text()
    taxonomy_id = Text()
    full = Flag()


class OrganizationsForm(FacilityForm):
    full_service = Flag()


class OfOrganizationForm(FacilityForm):
    organization_id = Text()
    modified_after = Moment()


class ServicesForm(OfOrganizationForm):
    minimal = Flag()


class ServiceAtLocationsForm(OfOrganizationForm):
    """`center` of what is cleaned: of the ZIP code, or None."""

    postcode = Text(validators=[RegexValidator(r"^\d{5}\Z", _("Give a ZIP code of five digits."))])
    proximity = forms.IntegerField(required=False, min_value=1, max_value=FARTHEST)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        code, meters = cleaned.get("postcode"), cleaned.get("proximity")
        if code and not meters and "proximity" not in self.errors:
            self.add_error(
                "proximity",
                _("Say how many meters around the ZIP code: no list says which areas are served."),
            )
        if meters and not code and "postcode" not in self.errors:
            self.add_error("postcode", _("Give the ZIP code that `proximity` is measured from."))
        cleaned["center"] = self._center(code) if code and meters else None
        return cleaned

    def _center(self, code: str) -> Point | None:
        place = Place.objects.filter(kind=Kind.ZIP, zip=code).first()
        if place is None:
            self.add_error("postcode", _("There is no such ZIP code."))
            return None
        return Point(place.latitude, place.longitude)
