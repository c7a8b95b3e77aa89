"""Few dear answers at once: a slot is taken at once or not at all, and given back once."""

import gc

import pytest
from django.http import HttpResponse

from budget import Busy, Held, refused, slot
from finder.middleware import BusyMiddleware


def test_a_slot_is_free_again_after_the_block_even_if_it_fails(free_slots):
    for _time in range(3 * free_slots):
        with pytest.raises(ZeroDivisionError), slot():
            raise ZeroDivisionError


def test_one_too_many_is_refused_at_once_and_that_is_told(free_slots):
    told = []

    def listen(**_signal):
        told.append(1)

    refused.connect(listen)
    held = [Held("ab") for _number in range(free_slots)]
    with pytest.raises(Busy), slot():
        pass
    with pytest.raises(Busy):
        Held("ab")
    refused.disconnect(listen)
    assert len(told) == 2
    held[0].close()
    with slot():
        pass
    held[1].close()


@pytest.mark.parametrize("ending", ["read", "half read", "closed", "closed twice", "forgotten"])
def test_lines_give_their_slot_back_once_however_they_end(ending, free_slots):
    for _time in range(2 * free_slots):
        held = Held(iter("abc"))
        lines = iter(held)
        if ending == "read":
            assert list(lines) == ["a", "b", "c"]
        elif ending == "half read":
            next(lines)
        elif ending.startswith("closed"):
            held.close()
            if ending == "closed twice":
                held.close()
        del held, lines
        gc.collect()


@pytest.mark.parametrize(
    "path, content", [("/sitemap-facilities.xml", b"<h1"), ("/es/x/", b"<h1"), ("/api/v1/x", b"{")]
)
def test_who_is_refused_is_told_in_the_form_that_was_asked(rf, path, content):
    middleware = BusyMiddleware(lambda request: HttpResponse())
    response = middleware.process_exception(rf.get(path), Busy())
    assert (response.status_code, response["Retry-After"]) == (429, "20")
    assert content in response.content
    assert (b"988" in response.content) == (content == b"<h1")
    assert middleware.process_exception(rf.get(path), ValueError()) is None
