"""The published directories of 2023 around the places where the journeys go, served."""

from demo.workbook import write_workbook
from tests.browser.server import collect_static, manage

FILES = ("national-directory-su-2023.xlsx", "national-directory-mh-2023.xlsx")
# Lowell; Montana and the Dakotas' edge; El Paso; Houston; San Antonio; the Bronx; Cleveland.
AREAS = ["017", "018", "019", "021", "024", "030", "031", "038", "586"]
AREAS += [f"59{n}" for n in range(10)] + ["798", "799", "880", "770", "772", "773", "774", "775"]
AREAS += ["780", "781", "782", "100", "104", "105", "107", "070", "440", "441", "442"]
KEY = ["category_code", "category_name", "service_code", "service_name", "service_description"]


def make_directory(folder, database):
    """Fill a new database with those rows of the files in a folder."""
    from facilities.listings.readers import read  # needs settings, which a test has

    manage(database, "prepare", "--no-demo")
    for name in FILES:
        source = read(folder / name)
        path = database.with_name(name)
        columns = list(source.rows[0][1])
        rows = [raw for _line, raw in source.rows if str(raw["zip"])[:3] in AREAS]
        key = [[label.category, "", code, label.label, ""] for code, label in source.labels.items()]
        sheets = {
            "Facilities List": [columns, *([str(raw[c] or "") for c in columns] for raw in rows)],
            "Service Code Reference": [KEY, *key],
        }
        write_workbook(path, sheets)
        manage(database, "import_directory", path)
    collect_static(database)
