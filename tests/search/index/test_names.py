import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from search.index.bits import ordinals_of
from search.index.names import NameIndex
from text.analysis import words as plain_words

# Invented; written as the directory writes them, capped and shortened: name, program,
# street, city.
CAST = sorted(
    tuple(part.strip() for part in line.split("|"))
    for line in """
Alder Creek Recovery Center Inc | Mens Residential Program | 12 Main Street | Canton
Amber Lantern Counseling LLC | | 88 Harbor Road | Dover
Arrowleaf Mental Hlth Servs | Outpatient Clinic | 400 North Elm Street | Concord
Asters of the Valley | DBA Valley Asters | 9 Pine Lane | Springfield
Birchwater Csl Ctr | | 2 Bridge Street | La Crosse
Bluestem Behav Hlth Assoc | Youth Servs | 31 Bridge Street | De Soto
BrightFord Clinics | Methadone Trt Prog | 70 Ferry Avenue | Newport
BrightFord Clinics | Outpt Unit | 1200 Mill Road | Dover
Casa de la Ribera Inc | Hogar para Mujeres | 55 Calle Sol | Mayagüez
Cinder Path House | Halfway House | 14 Main Street | Dover
Clearbrook Comm MH Ctr | Adult Day Trt | 600 Lake Drive | Saint Paul
County of Larkspur | Dept of Behavioral Health | 1 Court Square | Larkspur
Driftwood VA Clinic | Driftwood CBOC | 300 Veterans Parkway | Driftwood
East Fork VAMC | Substance Abuse Trt Prog | 17 Hospital Drive | East Fork
Fernhollow Rehab Hosp | Inpatient Unit | 250 Old Mill Road | Hanover
First Light Family Servs | | 3 Union Street | Hanover
Foxglove Medical Center | Psychiatric Unit | 90 College Avenue | Foxglove
Grace and Gravel Ranch | | 8800 County Road 12 | Mesa
Harbor of Hope | Womens Program | 41 Water Street | Newport
Hawthorn Alc and Drug Prog | | 77 Hill Street | Concord
Heron Lake Healthcare | Detox Unit | 5 Lake Road | Heron Lake
Hollow Pine Inst for Recovery | | 101 Pine Street | Reno
Hope Harbor | | 16 Ocean Avenue | Long Beach
Hope House | | 6 Church Street | Springfield
Hope House of Newport Inc | Hope House Annex | 8 Church Street | Newport
Hopewell Partners | | 19 West Street | Dover
Juniper Sober Living | | 61 Sunset Boulevard | Mesa
Kestrel Univ Hospital | Addiction Med Clinic | 900 University Avenue | Kestrel
Lanterns Foundation | Amber Hall | 20 Garden Street | Canton
Marsh Wren Childrens Ctr | Adol IOP | 35 Marsh Road | Dover
Mercy Ridge Hospital | | 71 Ridge Road | Canton
New Day Recovery | | 18 Front Street | Reno
Newday Counseling | | 44 Front Street | Mesa
Northwest Passage Csl | | 26 Summit Street | Spokane
O'Malley's Crossing | | 13 River Street | Port Reed
Quillfeather Community Services | Housing First | 15 Elm Street | Reno
Re-Entry Works | | 92 State Street | Salem
Saint Brannoc Health Center | | 7 Abbey Road | Salem
St Brannoc Home | | 11 Abbey Road | Port Reed
Sunrise Cove Trt Ctr | SUD Outpatient | 48 Beach Street | Long Beach
Tall Timber Lodge 3 | | 23 Forest Road | Hanover
Tri Rivers Social Servs Agency | Crisis Team | 39 River Street | East Fork
Windrow Psych Assoc | | 52 Market Street | Springfield
""".strip().splitlines()
)
INDEX = NameIndex(CAST)
HOPES = ["Hope House", "Hope House of Newport Inc"]
ALL = (1 << len(CAST)) - 1


def matching_names(text):
    """Return the names of the facilities that match a text, the best first."""
    scores = INDEX.match(text).scores
    return [CAST[ordinal][0] for ordinal in sorted(scores, key=lambda p: (-scores[p], p))]


@pytest.mark.parametrize(
    "text, names",
    [
        # One word, in each field, by points
        ("Juniper", ["Juniper Sober Living"]),
        ("JUNIPER", ["Juniper Sober Living"]),
        ("halfway", ["Cinder Path House"]),
        ("spokane", ["Northwest Passage Csl"]),
        ("ferry", ["BrightFord Clinics"]),
        ("mayaguez", ["Casa de la Ribera Inc"]),
        ("Mayagüez", ["Casa de la Ribera Inc"]),
        ("amber", ["Amber Lantern Counseling LLC", "Lanterns Foundation"]),
        ("foxglove", ["Foxglove Medical Center"]),
        ("newport", ["Hope House of Newport Inc", "BrightFord Clinics", "Harbor of Hope"]),
        ("elm", ["Arrowleaf Mental Hlth Servs", "Quillfeather Community Services"]),
        # Several words, any order, any fields
        ("hope house", HOPES),
        ("house hope", HOPES),
        ("hope house newport", ["Hope House of Newport Inc"]),
        ("brightford dover", ["BrightFord Clinics"]),
        ("dover mill brightford", ["BrightFord Clinics"]),
        ("hope harbor", ["Hope Harbor", "Harbor of Hope"]),
        ("harbor of hope", ["Harbor of Hope", "Hope Harbor"]),
        ("juniper dover", []),
        ("hope hope house", HOPES),
        # The whole text: is the name, begins it, breaks off in a word; then exact, then prefix
        ("hope", ["Hope Harbor", *HOPES, "Hopewell Partners", "Harbor of Hope"]),
        ("hope house of newport", ["Hope House of Newport Inc"]),
        ("hopew", ["Hopewell Partners"]),
        ("lantern", ["Lanterns Foundation", "Amber Lantern Counseling LLC"]),
        # Prefixes, from three letters
        ("quill", ["Quillfeather Community Services"]),
        ("qui", ["Quillfeather Community Services"]),
        ("fernh rehab", ["Fernhollow Rehab Hosp"]),
        ("commu serv", ["Quillfeather Community Services"]),
        # The directory's abbreviations, from either side
        ("birchwater counseling center", ["Birchwater Csl Ctr"]),
        ("birchwater csl ctr", ["Birchwater Csl Ctr"]),
        ("birchwater counsel", ["Birchwater Csl Ctr"]),
        ("arrowleaf mental health services", ["Arrowleaf Mental Hlth Servs"]),
        ("bluestem behavioral health associates", ["Bluestem Behav Hlth Assoc"]),
        ("bluestem behavioral health association", ["Bluestem Behav Hlth Assoc"]),
        ("hawthorn alcohol and drug program", ["Hawthorn Alc and Drug Prog"]),
        ("fernhollow rehabilitation hospital", ["Fernhollow Rehab Hosp"]),
        ("hollow pine institute", ["Hollow Pine Inst for Recovery"]),
        ("kestrel university hosp", ["Kestrel Univ Hospital"]),
        ("marsh wren children's center", ["Marsh Wren Childrens Ctr"]),
        ("quillfeather comm svcs", ["Quillfeather Community Services"]),
        ("tri rivers social service", ["Tri Rivers Social Servs Agency"]),
        ("windrow psychiatric associates", ["Windrow Psych Assoc"]),
        ("windrow psychological", ["Windrow Psych Assoc"]),
        ("ferry ave", ["BrightFord Clinics"]),
        ("larkspur dept", ["County of Larkspur"]),
        ("sunset blvd", ["Juniper Sober Living"]),
        # Letters for several words
        ("clearbrook community mental health", ["Clearbrook Comm MH Ctr"]),
        ("clearbrook cmhc", ["Clearbrook Comm MH Ctr"]),
        ("arrowleaf mh", ["Arrowleaf Mental Hlth Servs"]),
        ("east fork va medical center", ["East Fork VAMC"]),
        ("veterans affairs driftwood", ["Driftwood VA Clinic"]),
        ("va", ["Driftwood VA Clinic", "East Fork VAMC"]),
        ("marsh intensive outpatient", ["Marsh Wren Childrens Ctr"]),
        ("cboc", ["Driftwood VA Clinic"]),
        # One or several
        ("lanterns", ["Lanterns Foundation", "Amber Lantern Counseling LLC"]),
        ("fox glove", ["Foxglove Medical Center"]),
        ("brightford clinic", ["BrightFord Clinics", "BrightFord Clinics"]),
        ("aster", ["Asters of the Valley"]),
        ("family service", ["First Light Family Servs"]),
        # Saints, apostrophes, hyphens, scripts
        ("st brannoc", ["Saint Brannoc Health Center", "St Brannoc Home"]),
        ("St. Brannoc home", ["St Brannoc Home"]),
        ("saint brannoc", ["Saint Brannoc Health Center", "St Brannoc Home"]),
        ("omalleys", ["O'Malley's Crossing"]),
        ("O’Malley’s crossing", ["O'Malley's Crossing"]),
        ("marsh wren children s center", ["Marsh Wren Childrens Ctr"]),
        ("re-entry", ["Re-Entry Works"]),
        ("reentry works", ["Re-Entry Works"]),
        # Joined and split
        ("new day", ["New Day Recovery", "Newday Counseling"]),
        ("newday", ["Newday Counseling", "New Day Recovery"]),
        ("bright ford", ["BrightFord Clinics", "BrightFord Clinics"]),
        ("hopehouse", HOPES),
        ("north west passage", ["Northwest Passage Csl"]),
        ("lacrosse", ["Birchwater Csl Ctr"]),
        ("desoto", ["Bluestem Behav Hlth Assoc"]),
        # Words and numbers that don't narrow
        ("the hope house inc", HOPES),
        ("99 main street canton", ["Alder Creek Recovery Center Inc"]),
        ("14 main street", ["Cinder Path House", "Alder Creek Recovery Center Inc"]),
        ("casa ribera", ["Casa de la Ribera Inc"]),
        ("tall timber 4", ["Tall Timber Lodge 3"]),
        # Misspelt
        ("junper", ["Juniper Sober Living"]),
        ("jumiper", ["Juniper Sober Living"]),
        ("junipre", ["Juniper Sober Living"]),
        ("joniperr", ["Juniper Sober Living"]),
        ("quilfether", ["Quillfeather Community Services"]),
        ("mercey rigde", ["Mercy Ridge Hospital"]),
        ("birchwater counsling", ["Birchwater Csl Ctr"]),
        ("hoep house", HOPES),
        # Each word is known, but not with the others
        ("home harbor", ["Hope Harbor", "Harbor of Hope"]),
        ("pins recovery hollow", ["Hollow Pine Inst for Recovery"]),
    ],
)
def test_a_text_finds_facilities_the_best_first(text, names):
    assert matching_names(text) == names


@pytest.mark.parametrize(
    "text, corrected, unknown",
    [
        ("hope house", (), ()),
        ("fernhollow rehab", (), ()),
        ("jumiper", (("jumiper", "juniper"),), ()),
        ("hoep house", (("hoep", "hope"),), ()),
        ("Mercey Rigde", (("mercey", "mercy"), ("rigde", "ridge")), ()),
        ("hopehouse", (("hopehouse", "hope house"),), ()),
        ("desoto", (("desoto", "de soto"),), ()),
        # Too short or too far from every word
        ("qu", (), ("qu",)),
        ("xop", (), ("xop",)),
        ("jjjjuniper", (), ("jjjjuniper",)),
        ("juniper zzzzzz", (), ("zzzzzz",)),
        # "thee" isn't taken for a word that doesn't narrow
        ("thee", (), ("thee",)),
        # Known as one word with another, so it isn't corrected
        ("glove fox", (), ()),
    ],
)
def test_a_text_is_understood(text, corrected, unknown):
    matches = INDEX.match(text)
    assert (matches.corrected, matches.unknown) == (corrected, unknown)


def test_of_the_words_that_may_be_meant_the_one_that_fits_the_others_is_named():
    index = NameIndex([("Marin House", "", "", ""), *[("Maren Lodge", "", "", "")] * 3])
    assert index.match("marun").corrected == (("marun", "maren"),)
    assert index.match("marun house").corrected == (("marun", "marin"),)


def test_a_known_word_is_corrected_only_where_it_fits_nothing():
    assert INDEX.match("home harbor").corrected == (("home", "hope"),)
    assert INDEX.match("home").corrected == ()


def test_words_that_occur_nowhere_are_left_out():
    assert INDEX.match("juniper zzzzzz").bits == INDEX.match("juniper").bits
    assert INDEX.match("zzzzzz").bits == ALL


@pytest.mark.parametrize("text", ["", "  ", "...", "the", "and Inc.", "12", "日本", "\0", "\ud800"])
def test_a_text_with_nothing_to_fit_fits_all(text):
    matches = INDEX.match(text)
    assert (matches.bits, matches.scores, matches.unknown) == (ALL, {}, ())


def test_an_index_of_nothing_answers():
    index = NameIndex([])
    assert (index.match("hope").bits, index.complete("hope", 5)) == (0, [])
    assert (index.holding(["hope"]).bits, index.bearing("hope"), index.is_common("hope")) == (
        0,
        0,
        0,
    )


@pytest.mark.parametrize(
    "word, expected",
    [
        ("hope", True),
        ("HOPE", True),
        ("servs", True),
        ("methadone", False),  # in one name: perhaps misspelled there
        ("hoep", False),
        ("elm", False),  # streets
        ("dover", False),  # cities
        ("", False),
        ("hope servs", True),
        ("hope methadone", False),
    ],
)
def test_a_word_of_several_names_is_common(word, expected):
    assert INDEX.is_common(word) is expected


@pytest.mark.parametrize(
    "words, names",
    [
        ("hope house", "Hope House; Hope House of Newport Inc"),
        ("house hope of", "Hope House; Hope House of Newport Inc"),
        ("hope annex newport", "Hope House of Newport Inc"),  # name, program, city
        ("mental health", "Arrowleaf Mental Hlth Servs; Clearbrook Comm MH Ctr"),  # in short
        ("mercy", "Mercy Ridge Hospital"),
        ("merc", ""),  # only begun
        ("mercey", ""),  # misspelled
        ("church", ""),  # streets
        ("", ""),
    ],
)
def test_who_holds_whole_words(words, names):
    matches = INDEX.holding(words.split())
    assert "; ".join(CAST[ordinal][0] for ordinal in ordinals_of(matches.bits)) == names
    assert set(matches.scores) == set(ordinals_of(matches.bits))


@pytest.mark.parametrize(
    "text, names",
    [
        ("q", ["Quillfeather Community Services"]),
        ("am", ["Amber Lantern Counseling LLC", "Lanterns Foundation"]),
        ("hop", ["Hope Harbor", *HOPES, "Hopewell Partners", "Harbor of Hope"]),
        ("hope ", ["Hope Harbor", *HOPES, "Hopewell Partners", "Harbor of Hope"]),
        ("hope h", ["Hope Harbor", *HOPES, "Harbor of Hope", "Hopewell Partners"]),
        ("house of h", ["Hope House of Newport Inc", "Cinder Path House", "Hope House"]),
        ("Hope House", HOPES),
        ("harbor o", ["Harbor of Hope"]),
        ("st br", ["Saint Brannoc Health Center", "St Brannoc Home", *["BrightFord Clinics"] * 2]),
        ("mental health s", ["Arrowleaf Mental Hlth Servs"]),
        ("bright f", ["BrightFord Clinics", "BrightFord Clinics"]),
        ("clear br", ["Clearbrook Comm MH Ctr"]),
        ("jumiper so", ["Juniper Sober Living"]),
        ("halfw", ["Cinder Path House"]),
        ("tall timber lodge 3", ["Tall Timber Lodge 3"]),
        ("ferry", []),  # a street
        ("spokane", []),  # a city
        ("hope zzzzzz", []),
        ("q ", []),
        ("...", []),
        ("", []),
    ],
)
def test_what_is_typed_so_far_is_completed(text, names):
    assert [CAST[ordinal][0] for ordinal in INDEX.complete(text, 9)] == names


def test_completions_stop_at_their_limit():
    assert INDEX.complete("h", 2) == INDEX.complete("h", 9)[:2]
    assert len(INDEX.complete("h", 2)) == 2
    assert len(INDEX.complete("hope", 3)) == 3


words = st.sampled_from(
    sorted({word for row in CAST for text in row for word in plain_words(text)})
)


def word_of_a_name(data, at_least):
    """Draw an ordinal and a word of that facility's name."""
    long = [
        (ordinal, word)
        for ordinal, row in enumerate(CAST)
        for word in plain_words(row[0])
        if len(word) >= at_least
    ]
    return data.draw(st.sampled_from(long))


@given(
    typed=st.lists(words | st.text("abcdeht", max_size=7), min_size=2, max_size=6), data=st.data()
)
def test_the_order_of_words_does_not_matter(typed, data):
    shuffled = data.draw(st.permutations(typed))
    assert INDEX.match(" ".join(typed)).bits == INDEX.match(" ".join(shuffled)).bits


@given(st.data())
def test_every_beginning_of_a_word_of_a_name_finds_it(data):
    ordinal, word = word_of_a_name(data, 3)
    begun = word[: data.draw(st.integers(3, len(word)))]
    assert INDEX.match(begun).bits >> ordinal & 1


@given(st.data())
def test_a_word_with_one_wrong_letter_is_found(data):
    ordinal, word = word_of_a_name(data, 6)
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    kinds = [
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ]
    matches = INDEX.match(data.draw(st.sampled_from(kinds)))
    # Without a correction it is another word, or begins one; then that is what was typed.
    assume(matches.corrected)
    assert matches.bits >> ordinal & 1


@given(st.lists(words, min_size=1, max_size=5).map(" ".join) | st.text(max_size=30))
def test_scores_are_for_those_who_match(text):
    matches = INDEX.match(text)
    if matches.scores or matches.bits != ALL:
        assert sorted(matches.scores) == ordinals_of(matches.bits)
    assert all(points > 0 for points in matches.scores.values())


@given(st.text(max_size=60), st.integers(0, 9))
def test_every_text_is_answered(text, limit):
    assert 0 <= INDEX.match(text).bits <= ALL
    assert len(INDEX.complete(text, limit)) <= limit


def test_ten_thousand_letters_are_answered():
    INDEX.match("a" * 10_000)
    INDEX.match("hope house " * 1_000)


@given(st.lists(st.tuples(*[st.text("abc '-.1", max_size=9)] * 4), max_size=8), st.text("abc 1"))
def test_any_directory_is_searched(rows, text):
    index = NameIndex(rows)
    matches = index.match(text)
    assert matches.bits.bit_count() == (len(matches.scores) or matches.bits.bit_count())
    for ordinal, row in enumerate(rows):
        for word in plain_words(row[0]):
            assert index.match(word).bits >> ordinal & 1
