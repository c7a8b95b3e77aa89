"""A small directory of named houses in four states, which the tests of searches share."""

from facilities.importing.sync import import_source
from facilities.listings.readers import read
from facilities.models import Edition, Facility, Merge, mark_changed
from tests.facilities.workbooks import row, workbook

BOSTON, CAMBRIDGE, CANTON, WORCESTER, SPRINGFIELD, PROVIDENCE, NASHUA, CONCORD, BANGOR = (
    {"city": city, "state": state, "zip": number}
    for city, state, number in [
        ("Boston", "MA", "02118"),
        ("Cambridge", "MA", "02139"),
        ("Canton", "MA", "02021"),
        ("Worcester", "MA", "01608"),
        ("Springfield", "MA", "01103"),
        ("Providence", "RI", "02903"),
        ("Nashua", "NH", "03060"),
        ("Concord", "NH", "03301"),
        ("Bangor", "ME", "04401"),
    ]
)
# Names that sort the same whatever rules of a language a database sorts by.
HOUSES = [
    ("Alder House", BOSTON, "SA DT RES MD SP FEM MALE ADLT", {"name2": "Women's Program"}),
    ("Birch Clinic", BOSTON, "SA OP OIT BU MD PI", {"intake1": "617-555-0177 x5"}),
    ("Cedar Shelter", CAMBRIDGE, "SA OP NOOP SF", {"street1": "- - -"}),
    ("Dogwood Center", CANTON, "SA DT OP OIT MU OTP MC", {}),
    ("Elm Recovery", WORCESTER, "SA RES RL MD SF AD", {}),
    ("Fir Lodge", SPRINGFIELD, "SA OP MOA NMOA SP", {}),
    # A program at the address of the one before.
    (
        "Ginkgo House",
        SPRINGFIELD,
        "SA DT OP NU PI F28",
        {"name2": "Detox Unit", "street1": "5 Main Street", "street2": "Floor 2"},
    ),
    ("Hazel House", PROVIDENCE, "SA OP VET SP AD MC", {}),
    ("Ivy 100% House_A", PROVIDENCE, "SA OIT MALE FEM", {}),
    ("Juniper Place", NASHUA, "SA DT OIT BU MD VET", {}),
    ("Katsura Place", CONCORD, "SA RES SF", {}),
    ("Maple House", PROVIDENCE, "SA OP MD", {}),
    ("Maple House", NASHUA, "SA OP MD", {}),
    ("Nutmeg Place", NASHUA, "", {}),
    ("Oak House", BOSTON, "SA DT MD", {}),
    ("Pine House", BOSTON, "SA DT MD", {}),
    ("Quince House", BOSTON, "SA DT MD", {}),
    ("Rowan House", CANTON, "SA OP MD", {}),
    # Who serves only some people is left out of a search that doesn't ask for them.
    ("Sumac House", BANGOR, "SA DT OP FEM ADLT MD", {}),
    ("Teak House", BANGOR, "SA OP VAMC VET", {}),
    # Who takes only people who use opioids is, unless it asks for other drugs alone.
    ("Upas House", BANGOR, "SA DT OP MU OTP OUDO DU MC", {}),
]
# Of the mental health directory alone: they list no substance use treatment.
MENTAL_HEALTH_HOUSES = [
    ("Viburnum House", BANGOR, "MH RES CHLD", {}),
    ("Willow House", BANGOR, "MH OP SUMH MD", {}),
]
MENTAL_HEALTH_CODES = ["MH", "OP", "RES", "CHLD", "SUMH", "MD", "SA"]
# Every house a search may find that asks for nothing, by name, in short.
ALL = (
    "Alder Birch Cedar Dogwood Elm Fir Ginkgo Hazel Ivy Juniper Katsura Maple Maple Nutmeg Rowan "
    "Upas"
)
ONLY = "Sumac Teak Viburnum Willow"


def short(facilities):
    """Return the first words of the names, in order: easy to read in a table of tests."""
    return " ".join(facility.name.split()[0] for facility in facilities)


def _row(number, house):
    name, where, codes, more = house
    return row(
        name,
        **where,
        street1=more.get("street1", f"{number} Main Street"),
        phone=f"617-555-01{number:02}",
        service_code_info=codes,
        **{cell: text for cell, text in more.items() if cell != "street1"},
    )


def mental_health_rows():
    return [_row(*house) for house in enumerate(MENTAL_HEALTH_HOUSES, len(HOUSES))]


def import_cast(folder):
    """Import the houses; then one is unlisted, one closed, one merged, one nowhere."""
    codes = sorted({code for _name, _where, codes, _more in HOUSES for code in codes.split()})
    for kind, rows, asked in (
        ("su", [_row(*house) for house in enumerate(HOUSES)], codes),
        ("mh", mental_health_rows(), MENTAL_HEALTH_CODES),
    ):
        report = import_source(read(workbook(folder / f"{kind}-2023.xlsx", rows, asked), kind))
        assert report.created == len(rows), list(report.lines())
    named = Facility.objects.filter
    named(name="Oak House").update(status="unlisted")
    named(name="Pine House").update(status="closed")
    _merge(named(name="Quince House"), named(name="Alder House").get())
    named(name="Rowan House").update(latitude=None, longitude=None, precision="unknown")
    mark_changed()


def _merge(merged, into):
    """Merge without the rows: what Alder House says is Alder House's alone, and easy to read."""
    Merge.objects.create(facility=merged.get(), into=into, reason="The same door")
    merged.update(merged_into=into)


def remove_cast():
    Facility.objects.update(merged_into=None)
    Facility.objects.all().delete()
    Edition.objects.all().delete()
