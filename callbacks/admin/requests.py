"""A queue without names or numbers, and a recorded page for each request."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import Case, Value, When
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from callbacks.admin.base import FixedOrderAdmin
from callbacks.admin.wording import LABELS, where_it_is
from callbacks.choices import WAITING, Action, State
from callbacks.handling import STEPS, Refused, act, close_all, may_see, note, stale, steps_for
from callbacks.models import CallbackRequest
from callbacks.purging import overdue
from visitor_forms.admin_mixins import NoAddOrDeleteMixin
from visitor_forms.flood_admin import FloodAdminMixin

WAITING_FIRST = Case(
    When(state__in=WAITING, then=Value(0)),
    When(state=State.CLAIMED, then=Value(1)),
    default=Value(2),
)


@admin.register(CallbackRequest)
class CallbackRequestAdmin(NoAddOrDeleteMixin, FloodAdminMixin, FixedOrderAdmin):
    """Visitors add them, time deletes them (purge_callbacks)."""

    list_display = ["number", "standing", "waiting", "good_times", "spoken", "phone_masked"]
    list_display += ["in_flood"]
    list_filter = ["state", "in_flood"]
    list_select_related = ["claimed_by"]

    @admin.display(description=gettext_lazy("request"))
    def number(self, callback):
        return callback.pk

    @admin.display(description=gettext_lazy("state"))
    def standing(self, callback):
        """Return the state with the agent who claimed it, or the number of unanswered calls."""
        state = callback.get_state_display()
        if callback.claimed_by:
            return f"{state}: {callback.claimed_by.get_username()}"
        return f"{state} ({callback.tries})" if callback.state == State.NO_ANSWER else state

    @admin.display(description=gettext_lazy("came in"))
    def waiting(self, callback):
        return _("%(time)s ago") % {"time": timesince(callback.created_at, depth=1)}

    @admin.display(description=gettext_lazy("good times"))
    def good_times(self, callback):
        return callback.times_label

    @admin.display(description=gettext_lazy("language"))
    def spoken(self, callback):
        return callback.language_label

    @admin.display(description=gettext_lazy("phone"))
    def phone_masked(self, callback):
        return callback.phone_masked

    def get_ordering(self, request):
        return [WAITING_FIRST, "in_flood", "created_at"]

    def marked(self):
        return CallbackRequest.objects.filter(in_flood=True, state=State.NEW)

    def close_marked(self, user, rows):
        return close_all(user, rows)

    def changelist_view(self, request, extra_context=None):
        if count := overdue().count():
            text = _(
                "%(count)s requests should be deleted by now: run purge_callbacks every night."
            )
            messages.warning(request, text % {"count": count})
        if count := CallbackRequest.objects.filter(stale()).count():
            text = _(
                "%(count)s requests were claimed more than a day ago. Any agent may give them back."
            )
            messages.warning(request, text % {"count": count})
        return super().changelist_view(request, extra_context)

    @method_decorator(sensitive_variables())
    def change_view(self, request, object_id, form_url="", extra_context=None):
        callback = self.get_object(request, object_id)
        if callback is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST":
            return self._act(request, callback)
        if not self.has_view_permission(request, callback):
            raise PermissionDenied
        sees = may_see(request.user, callback)
        if sees:
            # Before it is shown, so that no look goes unrecorded.
            note(request.user, callback.pk, Action.SEEN)
        may_act = self.has_change_permission(request, callback)
        steps = steps_for(request.user, callback) if may_act else []
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(callback),
            "callback": callback,
            "sees": sees,
            "steps": [(step, LABELS[step]) for step in steps],
        }
        return TemplateResponse(request, "admin/callbacks/request.html", context)

    def _act(self, request, callback):
        if not self.has_change_permission(request, callback):
            raise PermissionDenied
        action = request.POST.get("what")
        if action not in STEPS:
            raise SuspiciousOperation("An unknown step.")
        try:
            act(request.user, callback.pk, action)
        except Refused:
            messages.error(request, where_it_is(callback.pk))
            return HttpResponseRedirect(request.path)
        if action == Action.CLAIM:
            return HttpResponseRedirect(request.path)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("admin:callbacks_callbackrequest_changelist"))
