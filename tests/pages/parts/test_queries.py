"""Query strings of links are those that Django writes."""

from types import SimpleNamespace

from django.http import QueryDict
from django.template.defaulttags import querystring
from hypothesis import given
from hypothesis import strategies as st

from pages.parts.queries import Query, query_string

TEXTS = st.text(max_size=12) | st.sampled_from(["%(a)s", "100%", "<b>&", "é +/,;=", "page", "%s"])
PAIRS = st.lists(st.tuples(TEXTS, TEXTS), max_size=5)
CHANGES = st.dictionaries(
    st.sampled_from(["page", "sort", "where"]), st.none() | TEXTS | st.integers()
)


def of_pairs(pairs):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return query


@given(PAIRS, st.sampled_from([None, "/,"]))
def test_a_query_is_written_and_copied_as_djangos_are(pairs, safe):
    theirs = of_pairs(pairs)
    ours = Query(theirs)
    changed = ours.copy()
    changed["more"] = "x"

    assert ours == theirs
    assert ours.urlencode(safe) == theirs.urlencode(safe)
    assert "more" not in ours or "more" in theirs


@given(PAIRS, st.lists(CHANGES, min_size=1, max_size=3))
def test_a_link_that_changes_something_is_what_djangos_tag_writes(pairs, changes):
    query = of_pairs(pairs)
    context = SimpleNamespace(request=SimpleNamespace(GET=query))
    for some in changes:
        assert query_string(query, **some) == querystring(context, **some)
