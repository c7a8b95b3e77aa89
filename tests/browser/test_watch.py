"""The watch over all other tests of this folder sees what it should."""

import pytest

pytestmark = pytest.mark.browser

STYLE_INLINE = "() => document.body.setAttribute('style', 'color: red')"


def test_it_sees_a_breach_of_the_content_security_policy(page, watch):
    page.goto("/")
    page.evaluate(STYLE_INLINE)

    (trouble,) = seen(watch)
    assert trouble.startswith("console error: ")
    assert "Content Security Policy directive" in trouble


def test_it_sees_a_script_that_fails(page, watch):
    page.goto("/")
    page.evaluate("() => { setTimeout(() => { throw new Error('oh') }) }")
    page.wait_for_timeout(100)

    assert "page error: oh" in "".join(seen(watch))


def test_it_sees_an_error_of_the_server(page, watch):
    page.goto("/nope/")

    assert seen(watch) == [f"status 404: {page.url}"]


def test_it_sees_a_request_to_another_machine(page, watch):
    page.route("http://elsewhere.example/", lambda route: route.fulfill(body="hello"))
    page.goto("http://elsewhere.example/")

    assert seen(watch)[0] == "another origin is asked: http://elsewhere.example/"


def seen(watch):
    """Return the troubles, and forget them: they were meant."""
    troubles, watch.troubles = watch.troubles, []
    return troubles
