"""Atom feeds of what changed in the directory, and in each state: for those who keep lists."""

from datetime import UTC, datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View

from facilities.models import Change, Facility, RecordedState
from pages.browse import summaries

MOST = 50  # entries
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    """A feed that, while it is empty, was last updated when changes were recorded, not now."""

    def latest_post_date(self):
        if self.items:
            return super().latest_post_date()
        state = RecordedState.objects.first()
        return (state and state.at) or NEVER


class ChangesFeed(View):
    """The newest places listed, removed, moved or corrected, of a state or of all."""

    def get(self, request, state=None):
        summary = state and summaries.state_of(state)
        if state and (summary is None or summary.slug != state):
            raise Http404
        news = Change.objects.filter(is_news=True).order_by("-pk")
        if summary:
            news = news.filter(state=summary.code)
        feed = _feed(request, summary)
        _fill(feed, list(news[:MOST]), request)
        return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _feed(request, summary):
    if summary:
        title = _("Changes in the directory: %(state)s") % {"state": summary.name}
        page = summary.get_absolute_url()
    else:
        title, page = _("Changes in the directory"), reverse("states")
    return Feed(
        title=title,
        link=request.build_absolute_uri(page),
        feed_url=request.build_absolute_uri(request.path),
        description=_("Places that were listed, removed, moved or corrected."),
        language=get_language(),
    )


def _fill(feed, changes, request):
    """Give a feed an entry for each Change."""
    ids = {each for change in changes for each in (change.public_id, change.merged_into) if each}
    facilities = Facility.objects.in_bulk(ids, field_name="public_id")
    for change in changes:
        facility = facilities.get(change.merged_into or change.public_id)
        page = facility.get_absolute_url() if facility else reverse("states")
        feed.add_item(
            title=_title(change, facilities.get(change.public_id)),
            link=request.build_absolute_uri(page),
            description=_description(change, facility),
            unique_id=f"urn:change:{change.cursor}",
            pubdate=change.at,
            updateddate=change.at,
        )


def _title(change, facility):
    name = {"name": facility.name if facility else change.public_id}
    if change.kind == Change.Kind.LISTED:
        return _("Now listed: %(name)s") % name
    if change.kind == Change.Kind.REMOVED:
        return _("No longer listed: %(name)s") % name
    return _("Corrected: %(name)s") % name


def _description(change, facility):
    """Return why a place was removed, or its town."""
    if change.reason == Change.Reason.MERGED and facility:
        return _("It is listed as %(name)s.") % {"name": facility.name}
    if change.reason == Change.Reason.CLOSED:
        return _("Someone checked: it has closed.")
    if change.reason == Change.Reason.UNLISTED:
        return _("The newest list doesn't have it. That doesn't always mean it closed.")
    return f"{facility.city}, {facility.state}" if facility else ""
