"""Names for facilities that don't exist: each says so itself, and no street is a real one."""

# The first word of every name, and the one of every street.
MARKS = ("Example", "Sample", "Demo")
# Animals, plants and stones; none that is a faith's, a people's or a known company's.
WORDS = (
    "Acorn Agate Alder Almond Anemone Apricot Avocet Badger Bamboo Basalt Beaver Beech Bilberry "
    "Bison Bittern Bluestem Bobolink Bracken Bramble Burdock Buttercup Caribou Catalpa Cattail "
    "Chestnut Chickadee Cicada Clover Cobalt Comfrey Cormorant Cowslip Cricket Curlew Cypress "
    "Dandelion Dipper Dogwood Dolphin Dragonfly Dunlin Egret Feldspar Fennel Ferret Foxglove "
    "Gannet Gazelle Gentian Ginkgo Gneiss Goldenrod Grebe Gypsum Hawthorn Hedgehog Heron Hickory "
    "Hornbeam Kelp Kestrel Killdeer Kingfisher Larch Lemur Lichen Limpet Linden Linnet Lupine "
    "Magpie Mallow Maple Marigold Mica Milkweed Mulberry Nettle Nutmeg Nuthatch Obsidian Osprey "
    "Otter Oxbow Pebble Pelican Petrel Pika Plover Poplar Puffin Pumice Quail Quartz Quince "
    "Rhubarb Sanderling Sandpiper Sassafras Schist Sedge Shale Skylark Slate Snowdrop Sorrel "
    "Sparrow Starling Sumac Tamarack Tanager Tern Thistle Thrush Thyme Towhee Tulip Turnstone "
    "Viburnum Vole Walnut Warbler Waxwing Wigeon Willet Woodcock Yarrow Zinnia"
).split()
ROADS = "Street Avenue Road Drive Lane Boulevard Way Court Place Parkway".split()

HOSPITALS = ("Hospital", "Medical Center", "Health Center")
CLINICS = ("Treatment Clinic", "Medication Clinic", "Recovery Clinic")
HOUSES = ("Recovery House", "Recovery Center", "Residential Center", "Treatment Center", "Lodge")
YOUTH = ("Youth Center", "Youth Services", "Teen Counseling")
OFFICES = (
    "Counseling Center",
    "Counseling Services",
    "Outpatient Center",
    "Recovery Services",
    "Treatment Services",
    "Behavioral Health",
    "Wellness Center",
)
# What a program is called, and the codes of which it needs one.
PROGRAMS = (
    ("Outpatient Program", {"ORT", "OMB"}),
    ("Intensive Outpatient Program", {"OIT"}),
    ("Day Treatment Program", {"ODT"}),
    ("Residential Program", {"RS", "RL"}),
    ("Inpatient Program", {"HIT"}),
    ("Detox Program", {"OD", "RD", "HID"}),
    ("Opioid Treatment Program", {"OTP"}),
    ("Transitional Housing", {"HH"}),
    ("Telehealth Program", {"TELE"}),
)
# For a facility's second program when none of these fits, or only the first one's.
OTHER_PROGRAMS = ("Additional Program",)


def facility(random, codes):
    """Return a name that fits what the facility does: "Example Heron Recovery House"."""
    return f"{random.choice(MARKS)} {random.choice(WORDS)} {random.choice(_kinds(codes))}"


def _kinds(codes):
    if "HI" in codes:
        return HOSPITALS
    if "CHLD" in codes and not {"YAD", "ADLT", "SNR"} & set(codes):
        return YOUTH
    if "OTP" in codes:
        return CLINICS
    return HOUSES if "RES" in codes else OFFICES


def programs(codes):
    """Return the names that fit a program with these codes."""
    return [name for name, needed in PROGRAMS if needed & set(codes)]


def street(random):
    """Return a street address: "100 Example Street"."""
    return f"{random.randint(1, 9999)} {random.choice(MARKS)} {random.choice(ROADS)}"


def suite(random):
    return f"{random.choice(('Suite', 'Unit', 'Floor'))} {random.randint(1, 40)}"
