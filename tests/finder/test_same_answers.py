"""scripts/same_answers.py tells answers apart by what they say, not by the clock or by chance."""

import pytest
from django.http import HttpResponse

from scripts import same_answers


@pytest.mark.parametrize(
    "before, after, differs",
    [
        ("200\n\n<p>Alder", "200\n\n<p>Alder", False),
        ("200\n\n<p>Alder", "200\n\n<p>Birch", True),
        ("200\n\n", "404\n\n", True),
    ],
)
def test_an_answer_differs_by_status_and_body(before, after, differs, capsys):
    differing = []
    same_answers.show("/search/", before, after, differing)
    assert bool(differing) == differs
    assert ("/search/" in capsys.readouterr().out) == differs


def test_headers_of_the_moment_are_left_out_and_a_policy_has_no_order():
    response = HttpResponse(headers={"ETag": "1", "Content-Security-Policy": "b 'self'; a 'none'"})
    assert list(same_answers.headers(response)) == [
        "Content-Security-Policy: a 'none'; b 'self'",
        "Content-Type: text/html; charset=utf-8",
    ]


def test_a_list_that_stands_for_a_set_has_no_order():
    assert same_answers.in_one_order((["b", "a"], 1)) == same_answers.in_one_order((["a", "b"], 1))


def test_what_protects_forms_is_no_difference(client, db):
    pages = {same_answers.ask("/callback/") for _time in range(2)}
    assert len(pages) == 1
