"""`/api/v1/changes/`: what changed since a reader last asked."""

from datetime import UTC, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from api.changes.reading import START, UnknownCursor, number_at, number_of, read_page
from api.filters import LARGEST_PAGE_SIZE, wrong_in
from api.lists.links import Linked
from api.parameters import number_parameter
from api.problems import ParameterProblemSerializer, problems
from api.serializers import FacilitySerializer, Plain, moment_of
from facilities.models import Change
from programs.problems import wrong_parameters

CURSOR = r"0|[0-9]{1,18}-[0-9a-f]{8}"
UNKNOWN_CURSOR = _(
    "No change here has this cursor: the record of changes was begun anew, or the cursor isn't "
    "from here. Start again from 0 and replace all you have."
)
NOT_A_CURSOR = _(
    "Send the `cursor` of an answer as it came, 0 for all, or a date or time such as "
    "2026-11-30T04:00:00Z."
)
is_cursor = RegexValidator(rf"^(?:{CURSOR})\Z")


class SinceField(forms.CharField):
    """A cursor, or a moment; `clean` returns a cursor's text or a datetime with its time zone."""

    def clean(self, value):
        text = super().clean(value) or START
        try:
            is_cursor(text)
            return text
        except ValidationError:
            return _moment(text)


def _moment(text):
    """Return a datetime: of a day its midnight, in UTC where no other zone is given."""
    try:
        day = parse_date(text)
        moment = datetime.combine(day, time()) if day else parse_datetime(text)
    except ValueError:  # the thirteenth month
        moment = None
    if moment is None or moment.year < 1990:
        raise ValidationError(NOT_A_CURSOR)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class ChangesForm(forms.Form):
    since = SinceField(required=False, max_length=40)
    page_size = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_PAGE_SIZE)


class FacilityChangeSerializer(Plain):
    """The last change of a facility after the cursor."""

    cursor = serializers.CharField(help_text="All changes up to this.")
    id = serializers.CharField(help_text="Of the facility.")
    change = serializers.ChoiceField(
        choices=Change.Kind.choices,
        help_text="`listed` and `changed`: put `facility` in the place of what you have of this "
        "id, or add it. `removed`: delete what you have of it.",
    )
    at = serializers.DateTimeField(help_text="When it was recorded, in UTC.")
    fields = serializers.ListField(  # type: ignore[assignment]  # a field of this name
        child=serializers.CharField(), help_text="Which fields changed. A moved place: `street`."
    )
    reason = serializers.ChoiceField(
        choices=Change.Reason.choices, allow_null=True, help_text="Why it was removed."
    )
    merged_into = serializers.CharField(
        allow_null=True, help_text="The id of the facility that stands for it now."
    )
    facility = FacilitySerializer(
        allow_null=True, help_text="What the API says of it now; null if it was removed."
    )


class ChangePageSerializer(Plain):
    """What changed, in the order in which it was recorded."""

    recorded_at = serializers.DateTimeField(
        allow_null=True, help_text="When changes were recorded last; null: not yet."
    )
    cursor = serializers.CharField(help_text="Send it as `since` next time.")
    next = serializers.CharField(
        allow_null=True, help_text="Where there are more changes now; null if these are all."
    )
    changes = FacilityChangeSerializer(
        many=True, help_text="Each facility once, by its last change."
    )


SINCE = OpenApiParameter(
    "since",
    {"type": "string", "maxLength": 40},
    description="The `cursor` of the last answer; 0 or nothing: every facility that is listed, and "
    "what was removed since changes are recorded. Or a date or time, in UTC: what was recorded "
    "since then.",
)


class ChangeList(Linked):
    """What changed since a cursor, in the order it was recorded, each facility once.

    Apply the changes in their order and follow `next` until it is null: what you have then is the
    directory. Keep `cursor` and ask with it again, an hour or a day later.
    """

    @extend_schema(
        operation_id="changes_list",
        parameters=[
            SINCE,
            number_parameter("page_size", "Changes in an answer.", maximum=LARGEST_PAGE_SIZE),
        ],
        responses={200: ChangePageSerializer, **problems(wrong=ParameterProblemSerializer)},
    )
    def get(self, request):
        form = ChangesForm(request.GET)
        if wrong := wrong_in(form):
            return wrong_parameters(wrong)
        since, size = form.cleaned_data["since"], form.cleaned_data["page_size"]
        try:
            after = number_at(since) if isinstance(since, datetime) else number_of(since)
        except UnknownCursor:
            return wrong_parameters({"since": [UNKNOWN_CURSOR]})
        page = read_page(after, size or LARGEST_PAGE_SIZE, request, cursor=_cursor_of(after, since))
        answer = {
            "recorded_at": page.recorded_at and moment_of(page.recorded_at),
            "cursor": page.cursor,
            "next": _next(request, page) if page.has_more else None,
            "changes": page.changes,
        }
        return Response(answer)  # as ChangePageSerializer describes it


def _cursor_of(after, since):
    """Return the cursor of the change with a number."""
    if not isinstance(since, datetime):
        return since
    change = Change.objects.filter(pk=after).first()
    return change.cursor if change else START


def _next(request, page):
    query = request.GET.copy()
    query["since"] = page.cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
