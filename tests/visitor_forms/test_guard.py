"""Forms people can send and programs can't; nothing is dropped behind a thank-you."""

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.html import escape
from django.views.generic import View

from tests.visitor_forms.tokens import OWN, token
from visitor_forms.guard import GuardedForm, OwnPagesOnly, new_token

FAST, OLD, TRAP = "That was very fast", "open for too long", "A hidden box was filled in"


def sent(**data):
    form = GuardedForm(data)
    return form, " ".join(form.non_field_errors())


@pytest.mark.parametrize("seconds", [5, 60, 3600, 23 * 3600])
def test_a_person_may_send_it(seconds):
    form, _errors = sent(token=token(seconds, "a" * 22), homepage="")
    assert form.is_valid()
    assert form.nonce == "a" * 22


@pytest.mark.parametrize(
    "data, message",
    [
        ({}, OLD),
        ({"token": ""}, OLD),
        ({"token": "a:b:c"}, OLD),
        ({"token": "a\0b"}, OLD),
        ({"token": "é" * 9000}, OLD),
        ({"token": lambda: token(25 * 3600)}, OLD),
        ({"token": lambda: token()[:-1]}, OLD),
        ({"token": lambda: "x" + token()}, OLD),
        ({"token": new_token}, FAST),
        ({"token": lambda: token(1)}, FAST),
        ({"token": token, "homepage": "https://spam.example"}, TRAP),
    ],
)
def test_else_it_says_why_and_to_send_it_again(data, message):
    form, errors = sent(
        **{name: value() if callable(value) else value for name, value in data.items()}
    )
    assert not form.is_valid()
    assert message in errors


def test_who_was_fast_keeps_the_token_and_so_can_send_again():
    first = token(1)
    form, _errors = sent(token=first)
    assert form.fresh_token == first


@pytest.mark.parametrize("data", [{}, {"token": "nonsense"}, {"homepage": "x"}], ids=str)
def test_else_the_page_carries_a_new_one(data):
    form, _errors = sent(**data)
    assert form.fresh_token != data.get("token")
    assert GuardedForm({"token": form.fresh_token}).non_field_errors()[0].startswith(FAST)


def test_two_pages_have_two_nonces():
    assert new_token().split(":")[0] != new_token().split(":")[0]


def test_the_page_prints_both_and_nothing_that_was_put_into_the_trap():
    form, _errors = sent(token=token(5), homepage="https://spam.example")
    html = render_to_string("visitor_forms/_guard.html", {"form": form})

    assert 'name="token"' in html
    assert 'name="homepage"' in html
    assert "spam.example" not in html
    assert 'class="trap" aria-hidden="true"' in html


def test_people_do_not_see_the_trap(settings):
    style = (settings.BASE_DIR / "static" / "css" / "finder.css").read_text()
    assert ".trap { position: absolute; left: -999rem; }" in style


class Taking(OwnPagesOnly, View):
    def get(self, request):
        return HttpResponse(escape(request.GET.get("a", "")))

    post = get


@pytest.mark.parametrize(
    "headers, status",
    [
        (OWN, 200),
        ({"Origin": "http://testserver"}, 200),
        ({}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
    ids=str,
)
def test_only_pages_of_this_site_send_it(headers, status):
    from django.core.exceptions import PermissionDenied

    request = RequestFactory().post("/", {}, headers=headers)
    if status == 403:
        with pytest.raises(PermissionDenied):
            Taking.as_view()(request)
        return
    assert Taking.as_view()(request).status_code == status


def test_it_needs_no_cookie_and_no_cache_keeps_it():
    assert Taking.as_view().csrf_exempt
    response = Taking.as_view()(RequestFactory().get("/"))
    assert "no-store" in response["Cache-Control"]
