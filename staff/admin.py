"""Accounts, and the record of log-ins, for superusers."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from staff import record, second_factor, sessions
from staff.confirming import confirmed
from staff.models import Authenticator, Event, StaffSession
from staff.pages.set_up import page
from visitor_forms.admin_mixins import ReadOnlyMixin

User = get_user_model()
admin.site.unregister(User)


class NewAccountForm(forms.ModelForm):
    """A name alone: its owner chooses the password, with a code (`user_change_password`)."""

    class Meta:
        model = User
        fields = ("username",)

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Django's, but nobody chooses a password for somebody else, and what changes is confirmed."""

    add_form = NewAccountForm
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username",)}),)
    list_display = ("username", "is_staff", "is_superuser", "is_active", "last_login", "has_device")
    actions = ("reset_second_factor", "end_sessions")

    def get_queryset(self, request):
        device = Authenticator.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(has_device=Exists(device))

    @admin.display(description=gettext_lazy("second factor"), boolean=True)
    def has_device(self, user):
        return user.has_device

    def has_superuser_permission(self, request):
        """Return whether a user may let others in: whoever may reaches every account."""
        return request.user.is_superuser

    # Whoever may change accounts could make their own a superuser's.
    def has_add_permission(self, request):
        return self.has_superuser_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_superuser_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.has_superuser_permission(request)

    def changeform_view(self, request, *args, **kwargs):
        view = super().changeform_view
        return confirmed(lambda request: view(request, *args, **kwargs))(request)

    def user_change_password(self, request, id, form_url=""):
        """Make a code with which the account's owner chooses a password: once, within a day."""
        user = self.get_object(request, id)
        if not self.has_superuser_permission(request):
            raise PermissionDenied
        if user is None:
            raise Http404
        return confirmed(self._code_page)(request, user)

    def _code_page(self, request, user):
        context = {"opts": self.opts, "original": user}
        if request.method == "POST":
            context["code"] = default_token_generator.make_token(user)
            context["address"] = request.build_absolute_uri(reverse("admin:new_password"))
            record.note(Event.What.PASSWORD_CODE, user, by=request.user.get_username())
        title = _("A new password for %(name)s") % {"name": user.get_username()}
        return page(request, "admin/staff/password_code.html", title, context)

    @admin.action(description=gettext_lazy("Reset the second factor"), permissions=["superuser"])
    def reset_second_factor(self, request, accounts):
        by = request.user.get_username()
        count = sum(second_factor.reset(user, by=by) for user in accounts)
        sessions.end(StaffSession.objects.filter(user__in=accounts).exclude(user=request.user))
        text = ngettext(
            "%(count)s second factor was reset. It is set up anew at the next log-in.",
            "%(count)s second factors were reset. They are set up anew at the next log-in.",
            count,
        )
        messages.success(request, text % {"count": count})

    @admin.action(description=gettext_lazy("End all sessions"), permissions=["superuser"])
    def end_sessions(self, request, accounts):
        count = 0
        for user in accounts:
            if ended := sessions.end(sessions.of(user)):
                record.note(Event.What.SESSIONS_ENDED, user, by=request.user.get_username())
                count += ended
        text = ngettext("%(count)s session ended.", "%(count)s sessions ended.", count)
        messages.success(request, text % {"count": count})

    def changelist_view(self, request, extra_context=None):
        view = super().changelist_view
        if request.method != "POST":
            return view(request, extra_context)
        return confirmed(lambda request: view(request, extra_context))(request)


@admin.register(Event)
class EventAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Log-ins on record: read-only, for superusers."""

    list_display = ("at", "who", "what", "times", "by")
    list_filter = ("what",)
    search_fields = ("=account",)
    date_hierarchy = "at"
    actions = None

    @admin.display(description=gettext_lazy("account"), ordering="account")
    def who(self, event):
        return event.account or _("no account of this name")
