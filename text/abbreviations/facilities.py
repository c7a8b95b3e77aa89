"""Short and full forms of words in names of facilities, for searches."""

from collections import defaultdict
from collections.abc import Iterable

from text.analysis import numbers

# A result needn't have these words, nor numbers ("12 Main St" may be listed as 14); having them
# only improves its rank.
FILLERS = frozenset(
    "a an and at by corp dba de del for in inc llc llp ltd of on pc pllc st the to y".split()
)
# In each line, ways to write the first word.
GROUPS = """
administration admin / adolescent adol adoles / alcohol alc / association assn assoc
associates assoc / avenue ave / behavioral beh behav behavior behavioural / boulevard blvd
center centers centre cntr ctr ctrs / chemical chem / children childrens / clinic clin
clinical clin / community cmty comm commun / comprehensive comp compr / corporation corp
correctional corr / counseling cnslg couns counselling csl cslg / county cnty counties
court ct / department dept / dependency dep depend / detoxification detox / development dev devel
developmental dev devel / disorder disord / district dist / division div / doctor dr / drive dr
east e / education educ / emergency emerg / evaluation eval / facility fac facil / family fam
first 1st / fort ft / foundation fdn fndn found / general gen / group grp / guidance guid
health hlth / healthcare hc hlthcare / heights hts / highway hwy / hospital hosp / house hse
inpatient inpat inpt ip / institute inst / institution inst / integrated integ
intensive intens / international intl / intervention interv / junction jct / lane ln
management mgmt mgt / medical med / medicine med / memorial mem meml / men mens / mental ment
metropolitan metro / mount mt / mountain mtn / national natl / north n / northeast ne
northwest nw / organization org / outpatient op outp outpat outpt / parkway pkwy / place pl
prevention prev / professional prof / program prgm prog programs / psychiatric psych
psychiatry psych / psychological psych psychol / recovery rcvry recov / region reg
regional reg regl / rehabilitation rehab / residential res resid / road rd / route rt rte
saint st / school sch / second 2nd / services serv service servs svc svcs / social soc
society soc / south s / southeast se / southwest sw / square sq / stabilization stab stabil
street st str / substance subst / systems sys syst system / therapeutic ther therap
therapy ther / third 3rd / transitional trans / treatment treat trt trtmt tx / university univ
veterans vet vets / vocational voc / west w / women womens / youth yth
"""
# Letters for several words, each of which must fit.
PHRASES = {
    "bh": "behavioral health",
    "cboc": "community based outpatient clinic",
    "cd": "chemical dependency",
    "cmh": "community mental health",
    "cmhc": "community mental health center",
    "ctc": "comprehensive treatment center",
    "iop": "intensive outpatient program",
    "mh": "mental health",
    "mhc": "mental health center",
    "otp": "opioid treatment program",
    "php": "partial hospitalization program",
    "sa": "substance abuse",
    "sud": "substance use disorder",
    "va": "veterans affairs",
    "vamc": "va medical center",
}
FULL = dict(PHRASES)  # abbreviation -> the (first) words it stands for
_SAME: defaultdict[str, set[str]] = defaultdict(set)
# word -> its other spellings, and the letters of phrases that hold it
for group in map(str.split, GROUPS.replace("\n", "/").split("/")):
    letters = [short for short, phrase in PHRASES.items() if {*phrase.split()} & {*group[:1]}]
    for spelling in group:
        FULL.setdefault(spelling, group[0])
        _SAME[spelling].update(group, letters)
for short, phrase in PHRASES.items():
    for word in phrase.split():
        _SAME[word].add(short)
SAME = {word: tuple(sorted(spellings)) for word, spellings in _SAME.items()}


def forms(word: str) -> list[str]:
    """Return the spellings of a word, itself first: plural and singular, short and in full."""
    spellings: dict[str, None] = {word: None}
    for vary in (numbers, lambda spelling: SAME.get(spelling, ()), numbers):
        varied = [variant for spelling in spellings for variant in vary(spelling)]
        spellings.update(dict.fromkeys(varied))
    return list(spellings)


def in_full(words: Iterable[str]) -> str:
    """Return a name or text in one spelling: abbreviations in full, no "of", "the" or "Inc"."""
    full = (FULL.get(word, word) for word in words)
    return " ".join(word for word in full if word not in FILLERS)
