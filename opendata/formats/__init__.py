"""The formats: a line each in FORMS. Whoever adds one adds a line."""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from api.files.workbook import MEDIA_TYPE
from hsds.package import writing as hsds
from opendata.about import About
from opendata.formats.base import Form, Sink
from opendata.formats.delimited import WideCsv
from opendata.formats.package import TablesZip
from opendata.formats.records import GeoJson, NdJson
from opendata.formats.sqlite import Sqlite
from opendata.formats.workbook import Xlsx
from search.index import Index

__all__ = ["FORMS", "WRITERS", "Form", "Sink"]


def _facilities_parquet(path: Path, about: About) -> Sink:
    # Imported by who writes it alone: 30 MB that no worker needs.
    from opendata.formats.parquet import FacilitiesParquet

    return FacilitiesParquet(path, about)


def _services_parquet(path: Path, about: About) -> Sink:
    from opendata.formats.parquet import ServicesParquet

    return ServicesParquet(path, about)


# What writes several files of an Index by itself, into a folder.
WRITERS: tuple[Callable[[Path, Index], object], ...] = (hsds.export,)

FORMS = (
    Form("facilities.csv", "text/csv; charset=utf-8", _("CSV, for spreadsheets"), WideCsv, True),
    Form("facilities.xlsx", MEDIA_TYPE, _("Excel workbook, which keeps zeros of ZIP codes"), Xlsx),
    Form("facilities.geojson", "application/geo+json", _("GeoJSON, for maps"), GeoJson, True),
    Form(
        "facilities.ndjson", "application/x-ndjson", _("NDJSON, the API's records, one a line"),
        NdJson, True,
    ),
    Form("facilities.sqlite", "application/vnd.sqlite3", _("SQLite, for queries"), Sqlite, True),
    Form(
        "facilities.parquet", "application/vnd.apache.parquet",
        _("Parquet, for statistics: a row for each place"), _facilities_parquet,
    ),
    Form(
        "services.parquet", "application/vnd.apache.parquet",
        _("Parquet: a row for each service that a place says yes or no to"), _services_parquet,
    ),
    Form(
        "tables.zip", "application/zip",
        _("Data Package: all tables as CSV, with their description"), TablesZip,
    ),
    Form(hsds.PACKAGE, "application/zip", _("HSDS 3.1, as 211 lines exchange it: tables")),
    Form(hsds.SERVICES, "application/gzip", _("HSDS 3.1: a service a line of JSON, packed")),
)  # fmt: skip
