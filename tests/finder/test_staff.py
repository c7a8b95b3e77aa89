"""Every address of the admin, from its URLconf, asked for by each kind of account."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from callbacks.models import CallbackAccess, CallbackRequest
from facilities.models import (
    Correction,
    Edition,
    Facility,
    ImportReport,
    Merge,
    Service,
    ServiceGroup,
)
from feedback.models import Report
from feedback.roles import EDITORS
from guides.models import Guide
from helplines.models import Helpline
from resources.models import Resource, ResourceList
from staff.models import Event
from tests.callbacks.factories import make_agent, make_request
from tests.pages.factories import make_edition, make_facility
from tests.resources.factories import make_list, make_resource

NUMBER, NAME, NOTE = "555-0188", "Canaryname", "Canarynote"
TYPED = (NUMBER, "5550188", NAME, NOTE)
MODELS = (
    *(Facility, Edition, ServiceGroup, Service, Correction, Helpline, Guide, CallbackRequest),
    *(CallbackAccess, Report, Group, User, Merge, ResourceList, Resource, Event),
)
SAME_AS = "facilities_facility_same_as"
# For who isn't logged in. A link for a new password answers that it isn't right.
ANYBODY = {"login", "new_password"}
OWN_ACCOUNT = {"account", "confirm", "second_factor_set_up", "new_password"}
ALL_STAFF = OWN_ACCOUNT | {"index", "password_change", "password_change_done", "jsi18n"}


def pages(model, *names):
    """Return the names of a model's pages in the admin, such as "feedback_report_change"."""
    return {f"{model._meta.app_label}_{model._meta.model_name}_{name}" for name in names}


READ = ("changelist", "change", "history")
MAY = {
    "anonymous": ANYBODY,
    "staff": ALL_STAFF,
    # Its app's own page, too.
    "agent": ALL_STAFF | {"app_list"} | pages(CallbackRequest, *READ, "close_flood"),
    "editor": ALL_STAFF.union(
        pages(Correction, "add"),
        pages(Facility, "same", "same_as"),
        pages(Edition, "report"),
        pages(Report, "close_flood"),
        *(pages(model, *READ) for model in (Report, Correction, Facility, Edition, Merge, Service)),
    ),
}
# What no page is shown at, but a button of one leads to.
BUTTONS = {"editor": pages(Merge, "undo")}
# Not even those who may do everything else: what is on record stays, numbers stay hidden.
NOBODY = pages(CallbackRequest, "add", "delete") | pages(CallbackAccess, "add", "delete")
NOBODY |= pages(Report, "add", "delete") | pages(Event, "add", "delete")


def addresses():
    """Return {name: address} of every named page, about the rows that `rows` stores."""
    models = {(model._meta.app_label, model._meta.model_name): model for model in MODELS}
    named = {}
    for pattern in _patterns(admin.site.get_urls()):
        if pattern.name is None:
            continue
        # The page that compares two places names the second one, too.
        values = {"into": Facility.objects.first().pk} if pattern.name == SAME_AS else {}
        model = models.get(tuple(pattern.name.split("_")[:2]))
        for name in pattern.pattern.regex.groupindex.keys() - values:
            values[name] = "callbacks" if name == "app_label" else model and model.objects.last().pk
        if pattern.name == "view_on_site":
            callback = CallbackRequest.objects.last()
            kind = ContentType.objects.get_for_model(callback)
            values = {"content_type_id": kind.pk, "object_id": callback.pk}
        named[pattern.name] = reverse(f"admin:{pattern.name}", kwargs=values)
    return named


def _patterns(patterns):
    for pattern in patterns:
        yield from (
            _patterns(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]
        )


@pytest.fixture
def rows(db):
    """Store a row of every model that the admin shows, the visitors' with words to look for."""
    edition = make_edition()
    ImportReport.objects.create(edition=edition, content={"created": 1})
    make_resource(make_list())
    Event.objects.create(account="ada", what="log-in", at=timezone.now())
    facility, elsewhere = (make_facility(None, name) for name in ("Alder House", "Birch Clinic"))
    Merge.objects.create(facility=facility, into=elsewhere, reason="The same door")
    other = make_agent("other")
    claimed = {"state": "claimed", "claimed_by": other, "claimed_at": timezone.now()}
    callback = make_request(name=NAME, phone="+16175550188", **claimed)
    CallbackAccess.objects.create(request_number=callback.pk, agent=other, what="claim")
    Report.objects.create(facility=facility, kind="other", note=NOTE, nonce="n")
    Correction.objects.create(
        facility=facility, what="closed", confirmed_on=timezone.localdate(), confirmed_by="call"
    )


@pytest.fixture(params=[*MAY, "superuser"])
def role(request, client, rows):
    """Log in an account of each kind; the name of the kind."""
    kind = request.param
    if kind == "superuser":
        client.force_login(User.objects.create_superuser("root"))
    elif kind != "anonymous":
        user = make_agent("ada") if kind == "agent" else User(username=kind, is_staff=True)
        user.save()
        if kind == "editor":
            user.groups.add(Group.objects.get(name=EDITORS))
        client.force_login(user)
    return kind


def test_each_kind_of_account_opens_its_own_pages_and_no_other(client, role):
    named = addresses()
    answers = {name: client.get(address) for name, address in named.items()}
    opened = {name for name, answer in answers.items() if answer.status_code == 200}
    assert {answer.status_code for answer in answers.values()} <= {200, 302, 403, 404, 405}
    if role == "superuser":
        refused = {name for name, answer in answers.items() if answer.status_code == 403}
        assert refused >= NOBODY
        assert pages(CallbackAccess, *READ) | pages(Guide, "preview") <= opened
    else:
        assert opened == MAY[role]

    may_read_notes = pages(Report, "change") if role in ("editor", "superuser") else set()
    for name, answer in answers.items():
        told = {word for word in TYPED if word in answer.content.decode()}
        assert told == ({NOTE} if name in may_read_notes else set()), name


def stored():
    """Return all rows of all models that the admin shows."""
    return {model: list(model.objects.order_by("pk").values()) for model in MODELS}


def test_asking_for_a_page_changes_nothing(client, role):
    before = stored()
    for address in addresses().values():
        client.get(address)
    assert stored() == before


def test_nobody_changes_what_is_not_theirs(client, role):
    before = stored()
    for name, address in addresses().items():
        is_theirs = name in MAY.get(role, ()) or name in ("login", "logout")
        is_theirs |= name in BUTTONS.get(role, ())
        if is_theirs or role == "superuser" and name not in NOBODY:
            continue
        answer = client.post(address, {"post": "yes", "what": "close", "state": "dismissed"})
        assert answer.status_code in (302, 403, 404, 405), name
    assert stored() == before


QUERIES = ["q=Canary", "phone=1", "phone__contains=0188", "name__startswith=C", "note=x", "p=-9"]
QUERIES += ["_popup=1&_to_field=phone", "claimed_by__password__startswith=p", "o=1.2.3.4", "all="]


def test_no_list_is_searched_by_what_visitors_typed(client, role):
    for path in pages(CallbackRequest, "changelist") | pages(Report, "changelist"):
        for query in QUERIES:
            answer = client.get(f"{reverse(f'admin:{path}')}?{query}")
            assert answer.status_code in (200, 302, 400, 403), query
            assert not any(word in answer.content.decode() for word in TYPED), query
