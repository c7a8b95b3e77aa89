"""Corrections of the rest: its website, that it has closed, what it offers."""

from facilities.corrections.rules.rule import Rule


class Website(Rule):
    """Its website is another; or is dead, or somebody else's now."""

    def says(self, one, composed, listed, codes):
        return composed.fields["website"]

    def agrees(self, one, composed, codes):
        says = _plain_site(composed.fields["website"])
        if one.is_gone:
            return says != _plain_site(one.said) or not says
        return says == _plain_site(one.website)

    def is_news(self, one, says):
        return _plain_site(says) not in (_plain_site(one.said), _plain_site(one.website))

    def lay(self, one, composed, positions, codes):
        return composed.with_fields(website=one.website)


class Closed(Rule):
    """
    It has closed. Silence doesn't settle that: directories leave out whoever didn't answer.
    """

    def says(self, one, composed, listed, codes):
        return ", ".join(sorted({f"{record.kind} {record.year}" for record in listed}))

    def is_news(self, one, says):
        return not set(says.split(", ")) - {""} <= set(one.said.split(", "))

    def lay(self, one, composed, positions, codes):
        return composed.with_fields(status="closed")


class NotOffered(Rule):
    """It doesn't offer a service, or nobody can say so: none of the codes that make it stands."""

    def says(self, one, composed, listed, codes):
        return " ".join(sorted(codes.making.intersection(composed.codes)))

    def agrees(self, one, composed, codes):
        return not codes.making.intersection(composed.codes)

    def is_news(self, one, says):
        return not set(says.split()) <= set(one.said.split())

    def lay(self, one, composed, positions, codes):
        kept = (code for code in composed.codes if code not in codes.making)
        return composed._replace(codes=tuple(kept))


class Offered(NotOffered):
    """It offers a service: its code stands, and none that says it doesn't."""

    def says(self, one, composed, listed, codes):
        return " ".join(sorted(codes.denying.intersection(composed.codes)))

    def agrees(self, one, composed, codes):
        held = set(composed.codes)
        return codes.making <= held and not codes.denying & held

    def lay(self, one, composed, positions, codes):
        kept = set(composed.codes) - codes.denying | codes.making
        return composed._replace(codes=tuple(sorted(kept)))


def _plain_site(text):
    return text.casefold().partition("://")[2].removeprefix("www.").rstrip("/")
