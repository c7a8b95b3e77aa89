"""The rules for a guide that neither a single field nor the database can check."""

from itertools import chain

from django.utils.translation import gettext as _

from guides.links import link_problem, number_problem, search_problem, service_problem
from guides.markdown import PARSER, headings, inner
from guides.problems import Problem
from guides.reviews import Kind, Review, numbered_reviews
from guides.sources import Source, numbered_sources


def problems(guide, guides):
    """Yield the Problems of a Guide. `guides`: slugs that links may point to."""
    written = {
        "summary": PARSER.parseInline(guide.summary),
        "steps": _steps(guide.steps),
        "body": PARSER.parse(guide.body),
    }
    for block in chain(written["summary"], written["steps"]):
        block.map = block.map or [0, 1]
    yield from _heading_problems(written["body"])
    for field, tokens in written.items():
        yield from _link_problems(field, tokens, guides)
    yield from _source_problems(guide.sources, written)
    yield from _review_problems(guide)
    for slug in guide.services.split():
        if message := service_problem(slug):
            yield Problem("services", 0, message)
    if message := search_problem(guide.search):
        yield Problem("search", 0, message)
    if guide.search and not guide.search_label:
        yield Problem("search_label", 0, _("Say what the search finds: “Find detox near you”."))
    if guide.last_reviewed and guide.next_due and guide.next_due <= guide.last_reviewed:
        yield Problem("next_due", 0, _("It must be later than the last review."))


def _steps(text):
    """Return the inline tokens of the steps, each with its line."""
    blocks = []
    for number, line in enumerate(text.splitlines()):
        [block] = PARSER.parseInline(line) or [None]
        block.map = [number, number + 1]
        blocks.append(block)
    return blocks


def _heading_problems(tokens):
    seen = {}
    for token, words, slug in headings(tokens):
        line = token.map[0] + 1
        if token.tag not in ("h2", "h3"):
            yield Problem("body", line, _("Headings are ## or ###; the title is a field."))
        if not slug:
            yield Problem("body", line, _("A heading without a letter or digit."))
        elif slug in seen:
            message = _("The heading “%(words)s” is the same as in line %(line)s.")
            yield Problem("body", line, message % {"words": words, "line": seen[slug]})
        seen.setdefault(slug, line)


def _link_problems(field, tokens, guides):
    for line, token in inner(tokens):
        if token.type == "link_open":
            if message := link_problem(token.attrs["href"], guides):
                yield Problem(field, line, message)
        elif token.type == "text" and "[@" in token.content:
            yield Problem(field, line, _("Write a citation as [@id] or [@one; @other]."))
        elif token.type == "number":
            if field == "summary":  # is printed without links, too
                yield Problem(field, line, _("Put numbers to call in the text."))
            elif message := number_problem(*token.meta["number"]):
                yield Problem(field, line, message)


def _review_problems(guide):
    """Yield Problems with reviews: malformed, two of a kind, or another clinician's."""
    kinds = set()
    for line, review in numbered_reviews(guide.reviews):
        if not isinstance(review, Review):
            yield Problem("reviews", line, str(review))
            continue
        if review.kind in kinds:
            yield Problem("reviews", line, _("Keep only the last review of a kind."))
        if review.kind == Kind.CLINICIAN and review.reviewer != guide.reviewer:
            yield Problem("reviews", line, _("“Reviewed by” names somebody else."))
        kinds.add(review.kind)


def _source_problems(text, written):
    """Yield Problems with sources: malformed, duplicate, cited but not listed, or never cited."""
    lines = {}
    for line, source in numbered_sources(text):
        if not isinstance(source, Source):
            yield Problem("sources", line, str(source))
        elif source.id in lines:
            yield Problem("sources", line, _("The id “%s” is used twice.") % source.id)
        else:
            lines[source.id] = line
    cited = set()
    for field, tokens in written.items():
        for line, token in inner(tokens):
            for source_id in token.meta.get("ids", ()):
                cited.add(source_id)
                if source_id not in lines:
                    yield Problem(field, line, _("“%s” isn't among the sources.") % source_id)
    for source_id, line in lines.items():
        if source_id not in cited:
            yield Problem("sources", line, _("“%s” is cited nowhere.") % source_id)
