"""The pages that an answer of the locator comes in: which are there, and what they list.

Each says which page of how many it is, and how many rows there are in all. An answer of one page
is whole by itself; a national sweep may be one answer of many pages, or an answer for each state.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from facilities.listings.answering import NATION
from facilities.listings.readers.questionnaires import MOST_STATES, Listed
from places.states import STATES

# An answer of which so many rows are of one state was asked for that state. (Some have an address
# just across its border.)
ONE_STATE = 0.98
TERRITORIES = frozenset("AS FM GU MH MP PR PW VI".split())


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `number` of `total`, `rows` of `count`; `total` 0 where it doesn't say.

    `content`: a hash of its rows. `listed`: how many of each survey and state.
    `left_out`: how many of each type that answers no questionnaire.
    """

    file: str
    rows: int
    content: str
    number: int = 1
    total: int = 0
    count: int | None = None
    listed: Listed = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages of a command: those with the same total and count are of one answer."""

    pages: tuple[Page, ...]

    def __add__(self, other: "Pages") -> "Pages":
        return Pages(self.pages + other.pages)

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Return what sorts files by their first page, in whatever order they were given."""
        return min((page.total, page.count or 0, page.number, page.content) for page in self.pages)

    def answers(self) -> list[list[Page]]:
        """Return the pages of each answer that says how many it has, by number."""
        answers: dict[tuple[int, int | None, str], list[Page]] = defaultdict(list)
        for page in self.pages:
            if page.total:
                alone = page.content if page.total == 1 else ""
                answers[page.total, page.count, alone].append(page)
        return [sorted(answer, key=lambda page: page.number) for answer in answers.values()]

    def problem(self, allow_part: bool = False) -> str:
        """Return why these pages can't be used, and what to do; "" if they can.

        `allow_part`: pages may be missing.
        """
        answers = self.answers()
        for answer in answers:
            if twice := _twice(answer) or _impossible(answer):
                return twice
        missing = [answer for answer in answers if not _is_whole(answer)]
        if allow_part or not missing:
            return ""
        problem = _part(missing[0])
        totals = {answer[0].total for answer in missing}
        if len(missing) > len(totals):
            problem += (
                f". Other pages of {missing[0][0].total} give another number of rows: the answer "
                "changed while they were fetched, so fetch all of them again"
            )
        return problem

    def covers(self) -> dict[str, set[str]]:
        """Return what whole answers list in full, to propose: {questionnaire: states}."""
        covered: dict[str, set[str]] = {}
        for answer in self.answers():
            if not _is_whole(answer):
                continue
            for questionnaire, numbers in _by_questionnaire(answer).items():
                if areas := _areas(numbers):
                    covered[questionnaire] = covered.get(questionnaire, set()) | areas
        return covered

    def warnings(self) -> list[str]:
        """Return what the operator should know of these pages, one sentence each."""
        left_out: Counter[str] = Counter()
        for page in self.pages:
            left_out += page.left_out
        warnings = []
        if left_out:
            kinds = ", ".join(f"{number} {kind}" for kind, number in left_out.most_common())
            warnings.append(
                f"left out {_counted(left_out.total(), 'row')} of other kinds than a treatment "
                f"survey's, by typeFacility: {kinds}"
            )
        if unpaged := sum(page.rows for page in self.pages if not page.total):
            warnings.append(
                f"{_counted(unpaged, 'row')} without a count of all rows: taken as a part of a "
                "list. If they are all there is in some states, say --covers"
            )
        return warnings


def _is_whole(answer: list[Page]) -> bool:
    first = answer[0]
    rows = sum(page.rows for page in answer)
    return len(answer) == first.total and first.count in (None, rows)


def _twice(answer: list[Page]) -> str:
    """Return which page is given twice, by its number or by its rows."""
    for number, same in groupby(answer, key=lambda page: page.number):
        files = [page.file for page in same]
        if len(files) > 1:
            return (
                f"page {number} of {answer[0].total} is given {_times(len(files))} "
                f"({_listed(files)}); give each page once, and each state's answer in a command "
                "of its own if two have the same numbers"
            )
    first: dict[str, Page] = {}
    for page in answer:
        same_rows = first.setdefault(page.content, page)
        if page.rows and same_rows is not page:
            return (
                f"pages {same_rows.number} and {page.number} of {page.total} hold the same rows "
                f"({_listed([same_rows.file, page.file])}); fetch them again"
            )
    return ""


def _impossible(answer: list[Page]) -> str:
    """Return what of an answer's numbers can't be."""
    first, last = answer[0], answer[-1]
    if first.number < 1 or last.number > last.total:
        wrong = first if first.number < 1 else last
        return f"{wrong.file}: this is page {wrong.number} of {wrong.total}, which can't be"
    rows = sum(page.rows for page in answer)
    if first.count is not None and rows > first.count:
        return (
            f"{_where(answer)} {rows:,} rows, more than the {first.count:,} that there are in all"
        )
    return ""


def _part(answer: list[Page]) -> str:
    """Return what is missing of an answer, and what to do."""
    first = answer[0]
    rows = sum(page.rows for page in answer)
    share = f"{rows:,}" if first.count is None else f"{rows:,} of {first.count:,}"
    if len(answer) == first.total:
        return (
            f"{_where(answer)} {share} rows: some are missing in a page; "
            "fetch it again, or say --allow-part"
        )
    numbers = _runs(page.number for page in answer)
    is_one = len(answer) == 1
    missing = sorted(set(range(1, first.total + 1)) - {page.number for page in answer})
    lacks = "" if is_one else f"; missing: {_runs(missing)}"
    this = f"this is page {numbers}" if is_one else f"these are pages {numbers}"
    return (
        f"{_files(answer)}: {this} of {first.total}: {share} rows{lacks}; "
        "give all pages in one command, or say --allow-part"
    )


def _where(answer: list[Page]) -> str:
    total = answer[0].total
    pages = "the page holds" if len(answer) == 1 else f"the {len(answer)} pages of {total} hold"
    return f"{_files(answer)}: {pages}"


def _files(answer: list[Page]) -> str:
    return _listed(list(dict.fromkeys(page.file for page in answer)))


def _listed(files: list[str]) -> str:
    """Return names of files in a sentence, shortened."""
    if len(files) <= 3:
        return " and ".join(filter(None, [", ".join(files[:-1]), files[-1]]))
    return f"{files[0]} and {len(files) - 1} more"


def _runs(numbers: Iterable[int]) -> str:
    """Return numbers in short: "1 to 5, 7"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _by_questionnaire(answer: list[Page]) -> dict[str, Counter[str]]:
    numbers: dict[str, Counter[str]] = defaultdict(Counter)
    for page in answer:
        for (questionnaire, state), number in page.listed.items():
            numbers[questionnaire][state] += number
    return numbers


def _areas(numbers: Counter[str]) -> set[str]:
    """Return the areas that {state: number of rows} of an answer are of, none for a circle.

    A circle around the middle of the country lacks the farthest states: it isn't the nation.
    """
    if len(numbers) >= MOST_STATES:
        is_whole = STATES.keys() - TERRITORIES <= numbers.keys()
        return {NATION} if is_whole else set(numbers)
    ((state, number),) = numbers.most_common(1)
    return {state} if number >= ONE_STATE * numbers.total() else set()
