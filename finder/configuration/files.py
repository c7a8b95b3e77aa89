"""Which files the site serves and reads."""

import tomllib
from pathlib import Path

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "finder.configuration.static_files.StaticFiles"},
}


def locale_paths(base):
    """Return the folders of translations in the project's folder."""
    # What the pages say; what services are called; what entries that come with the finder say.
    return [
        base / "locale",
        base / "fixtures" / "taxonomy" / "locale",
        base / "fixtures" / "curated" / "locale",
    ]


def has_map(assets):
    """Tell whether the map's outlines and libraries are in a folder."""
    return (assets / "map" / "states.json").is_file()


def map_counties(assets):
    """Return {state: bytes of the file with its counties' outlines}."""
    return {path.stem: path.stat().st_size for path in (assets / "map" / "counties").glob("*.json")}


def release():
    """Return the release as pyproject.toml says it, such as "0.2.0"."""
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]["version"]
