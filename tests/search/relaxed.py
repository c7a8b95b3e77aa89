"""What a Relaxation proposes, answered by plain sets."""

from dataclasses import replace

from search.relaxation import Change


def repaired(naive, asked, relaxation):
    """Return what plain sets give for the search that a Relaxation proposes."""
    place, reach = asked.place, asked.reach
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
            reach = relaxation.reach
        case Change.STATE:
            place = replace(place, kind="state")
    return naive.fitting(asked, naive.area(place, reach))
