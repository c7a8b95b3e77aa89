"""Stylesheets reach browsers without the comments for who works on them."""

from contextlib import closing

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from finder.configuration.static_files import StaticFiles, without_comments

WRITTEN = "/* b */\np {}"
SHEETS = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))


@pytest.mark.parametrize(
    ("written", "served"),
    [
        ("/* a\n * b */\np { margin: 0; } /* c */\n", "p { margin: 0; }"),
        ('.yes::before { content: "✓ " / ""; }', '.yes::before { content: "✓ " / ""; }'),
        ("a { b: c; /* d */ e: f; }", "a { b: c; e: f; }"),
    ],
)
def test_comments_go_and_rules_stay(written, served):
    assert without_comments(written) == served


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_rule_is_served(sheet):
    styles = sheet.read_text()
    served = without_comments(styles)
    assert styles.count("/*") == styles.count("*/")
    assert "/*" not in served
    assert served.count("{") == served.count("}") > 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [("css/a.css", "p {}"), ("admin/a.css", WRITTEN), ("js/a.js", WRITTEN)],
)
def test_they_are_stored_so_and_those_of_libraries_as_they_are(tmp_path, name, kept):
    storage = StaticFiles(location=tmp_path, base_url="/static/")
    storage.save(name, ContentFile(WRITTEN.encode()))
    with closing(storage.open(name)) as stored:
        assert stored.read().decode().strip() == kept


def test_what_is_stored_under_its_hash_is_whole(tmp_path):
    storage = StaticFiles(location=tmp_path, base_url="/static/")
    storage.save("css/a.css", ContentFile(WRITTEN.encode()))
    done = list(storage.post_process({"css/a.css": (storage, "css/a.css")}))
    [hashed] = {name for _original, name, _processed in done} - {"css/a.css"}
    assert (tmp_path / hashed).read_text().strip() == "p {}"
