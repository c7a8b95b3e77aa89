"""A new password by a link that a superuser made: once, for a day."""

from django.contrib import admin, messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


class NewPassword(PasswordResetConfirmView):
    """Let an account's owner choose a password. The second factor stays as it is."""

    template_name = "registration/password_reset_confirm.html"
    success_url = reverse_lazy("admin:login")
    title = _("Choose a password")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | admin.site.each_context(self.request)

    def form_valid(self, form):
        response = super().form_valid(form)
        messages.success(self.request, _("Your password is saved. Log in with it."))
        return response
