"""Show that a code change changes no response.

Record what some hundred addresses answer before the change, and compare afterwards.

    python -m scripts.same_answers keep FOLDER
    python -m scripts.same_answers compare FOLDER [--replace OLD=NEW …] [--skip-import]

The directory is the published one where its files are (SHARED_DATA or ../shared/data/samhsa),
else the demonstration. FOLDER holds the database and the answers; `compare` lists the
addresses whose answers differ, with the first differing lines, and exits with 1 if any does.
"""

import argparse
import difflib
import hashlib
import json
import logging
import os
import re
import sys
import tempfile
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
REAL = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data" / "samhsa"))
FILES = (
    "national-directory-su-2023.xlsx",
    "national-directory-mh-2023.xlsx",
    "findtreatment-export-2025-08-ma.csv",
)
# Random in every answer: what protects forms.
RANDOM = [
    (re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+'), rb"\1"),
    (re.compile(rb'(name="token" value=")[^"]+'), rb"\1"),
]
OF_THE_MOMENT = {"Content-Length", "ETag", "Expires", "Last-Modified"}
LANGUAGES = ("", "/es")
MOST_LINES = 6

PAGES = ["/", "/search/", "/search/filters/", "/shortlist/", "/call-sheet/", "/near-me/"]
PAGES += ["/treatment/", "/helplines/", "/guides/", "/self-check/", "/callback/"]
PAGES += ["/callback/thanks/", "/about/", "/contact/", "/privacy/", "/quick-exit/", "/nowhere/"]
ALONE = ["/robots.txt", "/sitemap.xml", "/sitemap-states.xml", "/sitemap-facilities.xml"]
ALONE += ["/sitemap-guides.xml", "/livez", "/readyz", "/api/v1/services/", "/api/v1/schema/"]
ALONE += ["/api/v1/nowhere/", "/api/v1/facilities/?page=x&service=nothing"]
QUERIES = [
    {"where": "Boston, MA", "service": "detox", "payment": "medicaid"},
    {"where": "Massachusetts", "service": ["detox", "iop"], "page": "2"},
    {"where": "02114", "q": "suboxone clinic", "radius": "10"},
    {"where": "Denver", "q": "rehab", "sort": "name"},
    {"where": "Springfield", "service": "methadone"},
    {"where": "Nowhereville", "service": "detox"},
    {"where": "Cook County, IL", "age": "teens", "include": "serves-only"},
    {"where": "Nome, AK", "service": "residential", "radius": "5"},
    {"where": "Quincy, MA", "service": ["detox", "sober-living"], "language": "hmong"},
    {"where": "New York", "group": "veterans", "payment": ["medicare", "self-pay"]},
    {"where": "90210", "q": "no insurance detox"},
    {"where": "Miami, FL", "q": "metadona"},
    {"q": "hope"},
    {"q": '"recovery center"', "where": "Ohio"},
    {"q": "detox in Dayton, OH"},
    {"q": "zzzz qqqq"},
    {"q": "alcoholics"},
    {"where": "Houston, TX", "language": "spanish", "include": ["age", "serves-only"]},
    {"where": "Wyoming", "service": "opioid-medicine-from-elsewhere"},
    {"where": "Puerto Rico"},
    {"where": "Toronto"},
    {"where": "x" * 300},
    {"where": "\0"},
    {"service": "nothing-of-the-kind"},
    {"where": "Chicago", "page": "9999"},
    {"where": "Chicago", "page": "51"},
    {"where": "Chicago", "radius": "7"},
    {"where": "Chicago", "sort": "stars"},
    {"service": ["detox"] * 30},
    {},
]
TYPED = ["", "b", "bost", "detox", "method", "hope", "0211", "metad", "spring", "qz", "recov ce"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n\n")[0])
    parser.add_argument("deed", choices=["keep", "compare"])
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("--replace", action="append", default=[], metavar="OLD=NEW")
    parser.add_argument("--skip-import", action="store_true", help="compare no import's report")
    options = parser.parse_args()
    start(options.folder)
    if options.deed == "keep":
        keep(options.folder)
    else:
        pairs = [pair.encode().split(b"=", 1) for pair in options.replace]
        sys.exit(compare(options.folder, pairs, options.skip_import))


def start(folder):
    """Start Django on the database in `folder`, with settings that no machine changes."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["TEST_DATABASE_URL"] = f"sqlite:///{(folder / 'finder.sqlite3').resolve()}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    # What goes wrong is an answer like any other here.
    logging.disable()


def keep(folder):
    answers = {"import": import_directory(folder / "finder.sqlite3")}
    for address in addresses():
        answers[address] = ask(address)
    with (folder / "answers.json").open("w") as file:
        json.dump(answers, file)
    print(f"{len(answers)} answers kept in {folder}")


def compare(folder, replacements, skip_import):
    """Print what differs from the answers kept; return 1 if anything does, else 0."""
    answers = json.loads((folder / "answers.json").read_text())
    before = answers.pop("import")
    differing = []
    if not skip_import:
        with tempfile.TemporaryDirectory() as scratch:
            show("import", before, import_elsewhere(Path(scratch)), differing)
    for address, answer in answers.items():
        for old, new in replacements:
            answer = answer.replace(old.decode(), new.decode())
        show(address, answer, ask(address), differing)
    print(f"{len(answers)} addresses asked, {len(differing)} answers differ")
    return bool(differing)


def show(address, before, after, differing):
    if before == after:
        return
    differing.append(address)
    print(f"--- {address[:200]}")
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    for line in [line for line in lines if not line.startswith(("---", "+++", "@@"))][:MOST_LINES]:
        print(f"    {line[:300]}")


# --- The import: its report, and a digest of each table --------------------------------


def import_directory(path):
    """Fill an empty database; return what the commands print and what the tables hold."""
    from django.core.management import call_command

    if path.exists():
        path.unlink()
    output = StringIO()
    files = [REAL / name for name in FILES if (REAL / name).exists()]
    call_command("prepare", no_demo=bool(files), stdout=output)
    for file in files:
        call_command("import_directory", str(file), stdout=output, stderr=StringIO())
    return output.getvalue() + "\n".join(tables())


def import_elsewhere(scratch):
    """Import in a process of its own: this one reads the kept database."""
    import subprocess

    code = (
        "import sys; from pathlib import Path; from scripts import same_answers as s;"
        "s.start(Path(sys.argv[1])); print(s.import_directory(Path(sys.argv[1]) /"
        "'finder.sqlite3'), end='')"
    )
    command = [sys.executable, "-c", code, str(scratch)]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


OURS = {"facilities", "places", "helplines", "guides"}


def tables():
    """Yield a line for each table of ours: its rows' number and digest, times left out."""
    from django.apps import apps
    from django.db.models import DateTimeField

    for model in sorted(apps.get_models(), key=lambda model: model._meta.db_table):
        fields = [f for f in model._meta.concrete_fields if not isinstance(f, DateTimeField)]
        names = [field.attname for field in fields if field.name != "token"]
        if model._meta.app_label in OURS and len(names) > 1:
            rows = sorted(map(in_one_order, model.objects.values_list(*names[1:])))
            digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
            yield f"{model._meta.db_table}: {len(rows)} rows, {digest}"


def in_one_order(row):
    """Return a row as text; lists that stand for sets, and dicts, in one order."""
    values = [sorted(value) if isinstance(value, list) else value for value in row]
    return json.dumps(values, sort_keys=True, default=str)


# --- Addresses ---------------------------------------------------------------------------


def addresses():
    """Return the addresses to ask, some of them with what is sent: "POST /path?query"."""
    here = [*PAGES, *of_facilities(), *of_guides()]
    for query in [*map(dict, QUERIES), *of_cases()]:
        text = urlencode(query, doseq=True)
        here += [f"/search/?{text}"]
    for query in QUERIES:
        text = urlencode(query, doseq=True)
        here += [f"/search/{part}/?{text}" for part in ("filters", "count", "map")]
    here += [f"/search/map/?{urlencode(QUERIES[0])}&view=-71.2,42.2,-70.9,42.5&zoom=12"]
    here += [f"/search/suggest/?{urlencode({'q': text})}" for text in TYPED]
    here += [f"POST {path}" for path in forms()]
    paths = [language + path for path in here for language in LANGUAGES if path[0] == "/"]
    paths += [f"POST {language}{p[5:]}" for p in here for language in LANGUAGES if p[0] == "P"]
    return [*paths, *ALONE, *of_api(), *of_admin()]


def of_cases():
    """Return the queries of ../shared/cases, where they are."""
    places, words = (REAL.parent.parent / "cases" / f"{name}.tsv" for name in ("places", "words"))
    if places.exists():
        for line in places.read_text().splitlines()[1::2]:
            yield {"where": line.split("\t")[0]}
        for line in words.read_text().splitlines()[1:]:
            yield {"q": line.split("\t")[0], "where": (line.split("\t") + [""])[1]}


def of_facilities():
    from facilities.models import Facility

    some = list(Facility.objects.order_by("public_id"))[:: max(1, Facility.objects.count() // 60)]
    for facility in some:
        yield facility.get_absolute_url()
    for facility in some[::6]:
        yield f"{facility.get_absolute_url()}source/"
        yield f"/facility/{facility.public_id}/{facility.slug}/report/"
    ids = urlencode(
        [("id", facility.public_id) for facility in some[:5]] + [("where", "Denver, CO")]
    )
    yield f"/shortlist/?{ids}"
    yield f"/call-sheet/?{ids}"
    yield f"/call-sheet/?{ids}&lang=es"
    yield from ("/treatment/ma/", "/treatment/massachusetts/", "/treatment/guam/", "/treatment/x/")
    yield from ("/treatment/massachusetts/boston/", "/treatment/wyoming/casper/")


def of_guides():
    from guides.models import Guide

    for slug in sorted(set(Guide.objects.values_list("slug", flat=True))):
        yield f"/guides/{slug}/"
    yield "/guides/overdose/helpful/"


def forms():
    yield "/near-me/?latitude=42.36&longitude=-71.06&service=detox"
    yield "/near-me/?latitude=48.85&longitude=2.35"
    yield "/near-me/?latitude=x"
    yield "/callback/?phone=12"
    yield "/self-check/"


def of_api():
    from facilities.models import Facility

    facility = Facility.objects.order_by("public_id")[7]
    yield f"/api/v1/facilities/{facility.public_id}/"
    yield "/api/v1/facilities/zzzzzzzz/"
    for query in QUERIES:
        yield f"/api/v1/facilities/?{urlencode(query, doseq=True)}"
        yield f"/api/v1/places/?{urlencode({'q': query.get('where', '')})}"
    for form in ("csv", "geojson"):
        for query in QUERIES[:10]:
            yield f"/api/v1/facilities/?{urlencode(query, doseq=True)}&format={form}"
    for query in of_cases():
        yield f"/api/v1/places/?{urlencode({'q': query['where']})}"
    for text in TYPED:
        yield f"/api/v1/suggest/?{urlencode({'q': text})}"


def of_admin():
    """Return the lists and forms that staff see; "ADMIN" asks as a superuser."""
    from django.contrib import admin

    yield "ADMIN /admin/"
    for model in admin.site._registry:
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield f"ADMIN {path}"
        yield f"ADMIN {path}add/"
        if model._meta.app_label != "auth" and (row := model.objects.order_by("pk").first()):
            yield f"ADMIN {path}{row.pk}/change/"


def ask(address):
    """Return the answer as text: status, headers, body."""
    from django.test import Client

    how, _space, path = address.rpartition(" ") if address[0] != "/" else ("", "", address)
    client = Client(REMOTE_ADDR="198.51.100.7", raise_request_exception=False)
    if how == "POST":
        path, _mark, query = path.partition("?")
        origin = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}
        form = "application/x-www-form-urlencoded"
        response = client.generic("POST", path, query, content_type=form, **origin)
    else:
        if how == "ADMIN":
            log_in(client)
        response = client.get(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    for pattern, replacement in RANDOM:
        body = pattern.sub(replacement, body)
    return "\n".join([str(response.status_code), *headers(response), "", body.decode("utf-8")])


def headers(response):
    """Yield the headers, without those of the clock, and in one order where none is promised."""
    for name, value in sorted(response.headers.items()):
        if name == "Content-Security-Policy":
            value = "; ".join(sorted(value.split("; ")))
        if name not in OF_THE_MOMENT:
            yield f"{name}: {value}"


def log_in(client):
    from django.contrib.auth.models import User

    user, _made = User.objects.get_or_create(
        username="staff", defaults={"is_staff": True, "is_superuser": True}
    )
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


if __name__ == "__main__":
    main()
