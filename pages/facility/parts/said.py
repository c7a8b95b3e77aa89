"""Parts of a facility's page that say the same of many places, or nothing: what each shows."""

from pages.facility.parts.answers import ask_html, signs_html, unoffered_html
from pages.facility.parts.same import same_html


def _by(name, shown):
    """Return what makes a part; `shown(page)`: the values of all it shows, None to make it anew."""

    def html(nodes, page):
        values = shown(page)
        return nodes.render(page) if values is None else same_html(name, nodes, page, values)

    return html


def _notices(page):
    standing, status, sources = page["standing"], page["facility"].status, page["sources"]
    return (
        *(page["directory"].is_demo, standing.is_real, status),
        *(standing.is_mental_health_only, standing.is_dual_diagnosis_only),
        *(tuple(each.title for each in some[:1]) for some in (sources.lacking, sources.last)),
        tuple((service.name, service.explanation) for service in standing.serves_only),
    )


def _certification(page):
    told = page["certification"]
    since = page["facility"].certified_since
    return told and (told.status, told.edition.title, told.edition.publisher, since) or ()


def _corrected(page):
    is_any = page["corrected"].refused or page["corrected"].unclear or page["corrected"].offered
    return None if is_any else ()


def _highlights(page):
    return None if page["facility"].highlight_lines else ()


def filled(nodes, page, but=()):
    """Return {name: HTML} of parts, those apart that are made otherwise (`but`)."""
    return {
        name: SAID[name](part, page) if name in SAID else part.render(page)
        for name, part in nodes.items()
        if name not in but
    }


# {name of a part: what makes it of its nodes and a page}
SAID = {
    name: _by(name, shown)
    for name, shown in {
        "notices": _notices,
        "certification": _certification,
        "found_out": _corrected,
        "highlights": _highlights,
        # Of parts within these.
        "silent": lambda page: tuple(group.name for group in page["silent"]),
        "lists": lambda page: tuple(page["sources"].shown),
    }.items()
}
SAID |= {
    "signs": lambda _nodes, page: signs_html(page),
    "ask": lambda _nodes, page: ask_html(page),
    "unoffered": lambda _nodes, page: unoffered_html(page),
}
