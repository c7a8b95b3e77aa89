"""Setting up the second factor: a QR code, the key as text, and the first code."""

import segno
from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from staff import second_factor, sessions
from staff.confirming import confirmed, to, way_on
from staff.pages.forms import WRONG, SetUpForm
from staff.pages.step import accept
from visitor_forms.crypto import Unreadable, decrypt, encrypt, has_keys


@confirmed
def set_up(request):
    """Show a new key until a code of it is typed; then show the recovery codes, this once.

    The key waits in the form, encrypted, and for this account alone: nothing is stored before
    the app is known to work.
    """
    user = request.user
    if second_factor.of(user) and not second_factor.is_given(user):
        return to(request, "admin:second_factor")
    if not has_keys():
        return page(request, "admin/staff/no_keys.html", _("Second factor"), {})
    form = SetUpForm(request.POST or None)
    key = key_of(form, user) if request.method == "POST" and form.is_valid() else None
    if key:
        codes = second_factor.set_up(user, key, form.cleaned_data["code"])
        if codes:
            accept(request, second_factor.of(user))
            sessions.end(sessions.of(user).exclude(pk=request.session.session_key))
            return recovery_codes(request, codes)
        form.add_error("code", WRONG)
    return key_page(request, key or second_factor.new_key(), form)


def key_of(form, user):
    """Return the key that a form of this account holds, or None."""
    try:
        owner, _colon, key = decrypt(form.cleaned_data["sealed"].encode()).partition(":")
    except Unreadable:
        return None
    return key if owner == str(user.pk) else None


def key_page(request, key, form):
    """Return the page with a key to scan or type."""
    code = segno.make(second_factor.address(key, request.user), error="m", micro=False)
    options = {"dark": "#000", "light": "#fff", "omitsize": True, "svgclass": None}
    context = {
        "form": form,
        "sealed": encrypt(f"{request.user.pk}:{key}").decode(),
        "key": second_factor.as_typed(key),
        "qr_code": mark_safe(code.svg_inline(lineclass=None, **options)),
        "next": way_on(request),
    }
    return page(request, "admin/staff/set_up.html", _("Set up a second step"), context)


def recovery_codes(request, codes):
    """Return the page that shows new recovery codes."""
    context = {"codes": codes, "next": way_on(request)}
    return page(request, "admin/staff/recovery_codes.html", _("Your recovery codes"), context)


def page(request, template, title, context):
    """Return a page of the admin."""
    context = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, template, context)
