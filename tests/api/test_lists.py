"""What programs ask of lists beyond a page's search: pages by id, some keys, facilities by id."""

from datetime import timedelta

import pytest
from django.utils.dateparse import parse_datetime
from django.utils.http import parse_http_date
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.lists.fields import FACILITY_KEYS
from api.records import current
from api.search_serializers import FacilityListSerializer
from facilities.models import Edition, Facility, Revision, mark_changed
from search import index
from tests.api.outputs import pages_of
from tests.search.searches import searches

LIST, BATCH = "/api/v1/facilities/", "/api/v1/facilities/batch/"
BY_ID = "sort=id&include=serves-only&include=mental-health"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.KEPT_FILES_DIR = tmp_path / "kept"
    current.forget()
    yield
    current.forget()


def ids(answer):
    return [result["id"] for result in answer["results"]]


# --- Pages by id --------------------------------------------------------------------------------


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(searches(), st.sampled_from(["1", "3", "100"]))
def test_pages_by_id_have_the_results_of_any_order(client, cast, search, size):
    params = search.copy()
    params.pop("sort", None)
    plain = client.get(f"{LIST}?{params.urlencode()}&page_size=100")
    if plain.status_code == 400:
        return
    pages = pages_of(client, f"{params.urlencode()}&sort=id", size)
    results = [result for page in pages for result in page["results"]]
    by_id = {result["id"]: result for result in results}
    assert list(by_id) == sorted(by_id)
    assert by_id == {result["id"]: result for result in plain.json()["results"]}
    assert len(results) == len(by_id)
    assert {page["count"] for page in pages} == {len(results)}


def changed():
    """Have the directory read anew."""
    mark_changed()
    index._index.reset()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_nobody_who_stays_is_missed_or_told_twice_while_the_directory_changes(client, cast, data):
    """Between two pages facilities close, open again, and get names that come first or last."""
    start, seen, stayed = f"{LIST}?{BY_ID}&page_size=2", [], None
    facilities = Facility.objects.filter(merged_into=None)
    before = list(facilities.values_list("pk", "name", "status"))
    address = start
    while address:
        answer = client.get(address).json()
        seen += ids(answer)
        open_now = set(facilities.filter(status="open").values_list("public_id", flat=True))
        stayed = open_now if stayed is None else stayed & open_now
        pk = data.draw(st.sampled_from([pk for pk, _name, _status in before]))
        status = data.draw(st.sampled_from(["open", "closed"]))
        name = data.draw(st.sampled_from(["Aaa", "Zzz"]))
        facilities.filter(pk=pk).update(name=name, status=status)
        changed()
        address = answer["next"]
    for pk, name, status in before:
        facilities.filter(pk=pk).update(name=name, status=status)
    changed()
    assert len(seen) == len(set(seen))
    assert stayed <= set(seen)


def test_a_cursor_holds_when_its_facility_is_gone(client, cast):
    first = client.get(f"{LIST}?{BY_ID}&page_size=2").json()
    rest = client.get(first["next"]).json()
    Facility.objects.filter(public_id=ids(first)[-1]).update(status="closed")
    changed()
    assert ids(client.get(first["next"]).json()) == ids(rest)


@pytest.mark.parametrize(
    "query, parameter",
    [
        ("cursor=2b3c", "cursor"),
        ("cursor=2b3c&sort=name", "cursor"),
        ("cursor=%00&sort=id", "cursor"),
        ("cursor=A-B&sort=id", "cursor"),
        ("cursor=ab%0A&sort=id", "cursor"),
        ("sort=id&page=2", "page"),
        ("fields=id,nothing", "fields"),
        ("fields=ID", "fields"),
    ],
)
def test_what_cannot_be_asked_so_is_said(client, cast, query, parameter):
    response = client.get(f"{LIST}?{query}")
    assert (response.status_code, list(response.json()["errors"])) == (400, [parameter])


def test_an_id_is_no_order_of_pages_for_people(client, cast):
    assert "sorted by distance or by name" in client.get("/search/?sort=id").content.decode()


# --- Some keys ----------------------------------------------------------------------------------


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(FACILITY_KEYS), min_size=1))
def test_only_the_keys_that_are_named_come_in_either_way(client, cast, names):
    query = f"{LIST}?where=02118&radius=50&page_size=3"
    asked = f"{query}&fields={','.join(names)}"
    current.forget()
    whole, plain = client.get(query), client.get(asked)
    current.open_or_make(index.current())
    assert client.get(asked).content == plain.content
    picked = [
        {key: value for key, value in result.items() if key in names}
        for result in whole.json()["results"]
    ]
    assert plain.json()["results"] == picked
    assert [list(result) for result in plain.json()["results"]] == [list(r) for r in picked]


def test_one_facility_and_a_batch_have_only_those_keys_too(client, cast):
    alder = Facility.objects.get(name="Alder House").public_id
    expected = {"id": alder, "name": "Alder House"}
    assert client.get(f"{LIST}{alder}/?fields=name,id").json() == expected
    assert client.get(f"{BATCH}?ids={alder}&fields=name,id").json()["results"] == [expected]
    assert client.get(f"{LIST}{alder}/?fields=nothing").status_code == 400


# --- By ids -------------------------------------------------------------------------------------


def test_a_batch_has_each_facility_as_its_own_address_has_it(client, cast):
    every = list(Facility.objects.filter(merged_into=None).values_list("public_id", flat=True))
    answer = client.get(f"{BATCH}?ids={','.join(reversed(every))}").json()
    assert ids(answer) == every[::-1]
    assert {result["status"] for result in answer["results"]} >= {"open", "unlisted"}
    assert (answer["unknown_ids"], answer["merged"]) == ([], [])
    for result in answer["results"]:
        assert client.get(f"{LIST}{result['id']}/").json() == result


def test_ids_that_are_unknown_or_merged_are_named(client, cast):
    alder, quince = (
        Facility.objects.get(name=name).public_id for name in ("Alder House", "Quince House")
    )
    answer = client.get(f"{BATCH}?ids=zzzzzzzz,{quince},{alder},{alder},zzz").json()
    assert answer["unknown_ids"] == ["zzzzzzzz", "zzz"]
    assert answer["merged"] == [{"id": quince, "into": alder}]
    assert ids(answer) == [alder]


def test_a_withheld_address_is_in_no_batch(client, cast):
    cedar = Facility.objects.get(name="Cedar Shelter")
    assert cedar.latitude is not None
    [result] = client.get(f"{BATCH}?ids={cedar.public_id}").json()["results"]
    assert (result["street"], result["latitude"], result["position_from"]) == ("", None, "")


@pytest.mark.parametrize(
    "query, parameter, says",
    [
        ("", "ids", "required"),
        ("ids=", "ids", "required"),
        ("ids=a/b", "ids", "a/b"),
        ("ids=%00", "ids", "ull"),
        ("ids=" + ",".join(f"a{n}" for n in range(101)), "ids", "100"),
        ("ids=abc&where=MA", "where", "no such parameter"),
    ],
)
def test_a_wrong_batch_says_so(client, cast, query, parameter, says):
    response = client.get(f"{BATCH}?{query}")
    assert response.status_code == 400
    assert says in response.json()["errors"][parameter][0]


# --- Terms --------------------------------------------------------------------------------------


def test_answers_say_what_they_are_made_of_and_on_which_terms(client, cast):
    answer = client.get(LIST).json()
    assert list(answer) == list(FacilityListSerializer().fields)
    assert answer["license"] == "http://testserver/api/v1/editions/"
    listed = client.get(answer["license"]).json()
    assert len(listed) == Edition.objects.filter(is_current=True).count()
    assert answer["attribution"] == "; ".join(
        dict.fromkeys(edition["attribution"] for edition in listed)
    )
    for edition in listed:
        assert edition["publisher"] in edition["attribution"]
        assert edition["title"] in edition["attribution"]


def test_terms_are_the_publishers_and_never_of_what_is_invented_or_an_operators_own(client, cast):
    Edition.objects.filter(kind="su").update(is_demo=False, series="")
    changed()
    assert "Public domain" in terms_of(client, "su")
    Edition.objects.filter(kind="su").update(is_demo=True)
    changed()
    assert terms_of(client, "su") == ""
    [edition] = [e for e in client.get("/api/v1/editions/").json() if e["kind"] == "su"][:1]
    assert "every facility is invented" in edition["attribution"]


def terms_of(client, kind):
    listed = client.get("/api/v1/editions/").json()
    return next(edition["terms"] for edition in listed if edition["kind"] == kind)


def test_a_broken_file_of_sources_does_not_keep_answers_away(client, cast, settings, tmp_path):
    settings.SOURCES_FILE = str(tmp_path / "nothing.toml")
    changed()
    assert client.get("/api/v1/editions/").status_code == 200
    assert client.get(LIST).status_code == 200


# --- Links --------------------------------------------------------------------------------------


def test_headers_lead_on_as_the_answer_does(client, cast):
    address = f"{LIST}?page_size=2&sort=name&page=2"
    response = client.get(address)
    answer = response.json()
    assert f'<{answer["next"]}>; rel="next"' in response["Link"]
    assert f'<{answer["previous"]}>; rel="prev"' in response["Link"]
    last = client.get(f"{LIST}?page_size=100")
    assert 'rel="next"' not in last["Link"]


@pytest.mark.parametrize("path", [LIST, "/api/v1/facilities.csv", "/api/v1/services/", BATCH])
def test_every_answer_links_what_describes_it_and_its_terms(client, cast, path):
    query = "?ids=zzzzzzzz" if path == BATCH else ""
    response = client.get(f"{path}{query}")
    assert '</api/v1/schema/>; rel="describedby"' in response["Link"]
    assert '</api/v1/editions/>; rel="license"' in response["Link"]
    assert "Link" not in client.get("/api/v1/nothing/")


def test_an_address_too_long_for_a_header_is_in_the_answer_alone(client, cast):
    query = "&".join(f"q={'%C3%B1' * 180}" for _n in range(2))
    response = client.get(f"{LIST}?page_size=1&sort=id&where=MA&{query}")
    assert response.status_code == 200
    assert len(response["Link"]) < 2_200


# --- When it changed ----------------------------------------------------------------------------


def modified(response):
    return parse_http_date(response["Last-Modified"])


@pytest.mark.parametrize("path", [LIST, "/api/v1/facilities.csv", f"{BATCH}?ids=zzzzzzzz"])
def test_an_answer_says_when_the_directory_changed(client, cast, path):
    changed()
    noted = Revision.objects.get().changed_at
    assert modified(client.get(path)) == int(noted.timestamp())
    Revision.objects.update(changed_at=noted - timedelta(days=3), token="a" * 32)
    index._index.reset()
    assert modified(client.get(path)) == int(noted.timestamp()) - 3 * 86_400


def test_where_nobody_noted_it_an_answer_says_nothing(client, cast):
    Revision.objects.update(changed_at=None, token="b" * 32)
    index._index.reset()
    assert "Last-Modified" not in client.get(LIST)


def test_a_facility_says_when_it_changed_itself(client, cast):
    response = client.get(f"{LIST}{Facility.objects.get(name='Alder House').public_id}/")
    updated_at = parse_datetime(response.json()["updated_at"])
    assert modified(response) == int(updated_at.timestamp())


def test_what_decides_is_the_etag_alone(client, cast):
    """Two changes may be of one second."""
    changed()
    response = client.get(LIST)
    since = {"if-modified-since": response["Last-Modified"]}
    assert client.get(LIST, headers=since).status_code == 200
    same = {"if-none-match": response["ETag"]}
    assert client.get(LIST, headers=same).status_code == 304
