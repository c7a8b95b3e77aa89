"""The admin, which opens when the second factor has been given."""

from django.contrib.admin import AdminSite
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from staff import second_factor
from staff.confirming import to


class StaffSite(AdminSite):
    """Django's admin site with a second factor, and a page for one's own account."""

    def is_staff(self, request):
        """Return whether somebody who may see the admin has given a password."""
        return super().has_permission(request)

    def has_permission(self, request):
        return self.is_staff(request) and not second_factor.is_missing(request.user)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """Ask for the password, then lead to the second factor."""
        if request.method == "GET" and self.is_staff(request) and not self.has_permission(request):
            return self._second_step(request)
        return super().login(request, extra_context)

    def _second_step(self, request):
        has_device = second_factor.of(request.user) is not None
        response = to(
            request, "admin:second_factor" if has_device else "admin:second_factor_set_up"
        )
        if "next" in request.GET:  # where the log-in was to lead, not the log-in itself
            response["Location"] = f"{response.url.partition('?')[0]}?{request.GET.urlencode()}"
        return response

    def logout(self, request, extra_context=None):
        response = super().logout(request, extra_context)
        # Nothing of what staff saw stays in the browser; visitors' lists in its storage do, and the
        # cookie by which the browser is known (limits/known_browsers.py).
        response["Clear-Site-Data"] = '"cache"'
        return response

    def get_urls(self):
        from staff.pages import account, confirm, new_password, set_up, step

        half = self.half_way_view
        return [
            # Who has given the password alone can leave, too.
            path("logout/", discreet(self.logout), name="logout"),
            path("second-factor/", half(step.second_factor), name="second_factor"),
            path("second-factor/set-up/", half(set_up.set_up), name="second_factor_set_up"),
            path("account/confirm/", half(confirm.confirm_again), name="confirm"),
            path("account/", self.admin_view(account.account), name="account"),
            path("account/codes/", self.admin_view(account.new_codes), name="new_codes"),
            path("account/sessions/", self.admin_view(account.end_sessions), name="end_sessions"),
            path("new-password/", discreet(new_password.new_password), name="new_password"),
            *super().get_urls(),
        ]

    def half_way_view(self, view):
        """Decorate a page for those who gave a password, and perhaps nothing else yet."""

        def inner(request, *args, **kwargs):
            if not self.is_staff(request):
                return to(request, "admin:login")
            return view(request, *args, **kwargs)

        return discreet(inner)


def discreet(view):
    """Decorate a page that is kept nowhere, and whose form is shown in no report of errors."""
    return sensitive_post_parameters()(csrf_protect(never_cache(view)))
