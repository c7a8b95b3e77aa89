"""A correction of a website."""

from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds.base import Kind
from facilities.listings.cleaning import clean_website
from facilities.models import Correction


class WebsiteKind(Kind):
    """Its website is another; or is dead, or somebody else's now."""

    value = Correction.Kind.WEBSITE
    boxes = ("website", "is_gone")
    optional = frozenset({"is_gone"})
    box_or_gone = "website"
    part = "website"
    provenance_words = _("Website corrected %(date)s, %(how)s")
    gone_words = _("Website taken off %(date)s, %(how)s")

    def clean(self, values, correction, facility, source):
        text = values["website"]
        values["website"] = clean_website(text)
        if text and not values["website"]:
            return {"website": _("This is no web address.")}
        return {}

    def says(self, correction, composed, listed, codes):
        return self.overview(composed)

    def overview(self, composed):
        return composed.fields["website"]

    def agrees(self, correction, composed, codes):
        says = _plain(composed.fields["website"])
        if correction.is_gone:
            return says != _plain(correction.said) or not says
        return says == _plain(correction.website)

    def is_news(self, correction, says):
        return _plain(says) not in (_plain(correction.said), _plain(correction.website))

    def lay(self, correction, composed, locations, codes):
        return composed.with_fields(website=correction.website)

    def right(self, correction):
        return correction.website


def _plain(address):
    return address.casefold().partition("://")[2].removeprefix("www.").rstrip("/")
