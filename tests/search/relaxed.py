"""What a Relaxation proposes, answered by plain sets."""

from dataclasses import replace

from search.relaxation import Change


def repaired(naive, results, relaxation):
    """Return what plain sets give for the search that a Relaxation of `results` proposes."""
    asked = replace(results.query, reach=results.area.reach or results.query.reach)
    match relaxation.change:
        case Change.WITHOUT_SERVICE:
            rest = tuple(service for service in asked.services if service != relaxation.service)
            asked = replace(asked, services=rest)
        case Change.WITHOUT_SERVICES:
            asked = replace(asked, services=())
        case Change.WITHOUT_NAMES:
            asked = replace(asked, names="")
        case Change.UNREPORTED:
            asked = replace(asked, include=asked.include | {relaxation.group.slug})
        case Change.SERVES_ONLY:
            asked = replace(asked, include=asked.include | {"serves-only"})
        case Change.MENTAL_HEALTH:
            asked = replace(asked, include=asked.include | {"mental-health"})
        case Change.REACH:
            asked = replace(asked, reach=relaxation.reach)
        case Change.STATE:
            asked = replace(asked, place=replace(asked.place, kind="state"), box=None)
    return naive.shown(asked)
