"""Valid searches of the small directory, for tests of what holds for all of them."""

from django.http import QueryDict
from hypothesis import strategies as st

PLACES = [
    *("", "MA", "rhode island", "VT", "Boston, MA", "boston", "02118", "01103", "03060-1"),
    *("Providence, RI", "Norfolk County, MA", "Concord, NH", "zzzzqq", "Boston, NH", "New"),
]
SLUGS = {
    "service": "detox inpatient residential outpatient iop mat methadone buprenorphine".split()
    + ["naltrexone", "opioid-medicine-from-elsewhere", "detox-program"],
    "payment": "medicaid medicare self-pay private-insurance free-or-low-cost".split(),
    "age": "teens adults older-adults".split(),
    "group": "veterans accepts-women accepts-men opioid-use-only".split(),
    "language": "spanish french sign-language".split(),
}
BOXES = ["", "", "", "-71.2,42.2,-70.9,42.5", "-75,40,-70,46", "287,41,290,43", "-188,51,-170,55"]
WORDS = st.lists(st.sampled_from("house HOUSE maple place e a % _ detox women's 100".split()))


@st.composite
def searches(draw):
    """Return the query string of a valid search."""
    query = QueryDict(mutable=True)
    query["where"] = draw(st.sampled_from(PLACES))
    query["q"] = " ".join(draw(WORDS.filter(lambda words: len(words) < 3)))
    for parameter, slugs in SLUGS.items():
        asked = st.lists(st.sampled_from(slugs), max_size=2)
        query.setlist(parameter, draw(st.one_of(st.just([]), asked)))
    query["radius"] = draw(st.sampled_from(["", "5", "10", "25", "50", "100"]))
    query["sort"] = draw(st.sampled_from(["", "distance", "name"]))
    query["box"] = draw(st.sampled_from(BOXES))
    return query
