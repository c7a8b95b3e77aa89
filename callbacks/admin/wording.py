"""What agents read on a request's buttons, and when they were too late."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from callbacks.choices import Action
from callbacks.models import CallbackRequest

# What the buttons say.
LABELS = {
    Action.CLAIM: gettext_lazy("I call this person: show me the number"),
    Action.REACHED: gettext_lazy("Reached"),
    Action.NO_ANSWER: gettext_lazy("No answer, to be tried again"),
    Action.GIVE_BACK: gettext_lazy("Give back"),
    Action.CLOSE: gettext_lazy("Close: no more calls"),
    Action.REOPEN: gettext_lazy("Open again"),
}


def where_it_is(number):
    """Return the message for an agent who was too late."""
    callback = CallbackRequest.objects.select_related("claimed_by").filter(pk=number).first()
    if callback is None:
        return _("This request has since been deleted.")
    if callback.is_sealed:
        return _("This request can't be read now.")
    if callback.claimed_by:
        return _("%(agent)s has this request.") % {"agent": callback.claimed_by.get_username()}
    if callback.closed_at:
        return _(
            "This isn't possible: the request is done, or there is a newer one for the same phone."
        )
    return _("This is no longer possible: someone else was quicker.")
