"""What every kind of correction is to imports: what the source says of it, and what is right."""

from typing import NamedTuple


class Codes(NamedTuple):
    """Of the service a correction is about: the codes that make it, and those that deny it."""

    making: frozenset = frozenset()
    denying: frozenset = frozenset()


class Rule:
    """
    What one kind of Correction means. Rules have no state.

    `one`: the Correction; `composed`: a Composed; `listed`: the `Listed` records it is made of;
    `codes`: a Codes, empty for what is about no service.
    """

    def says(self, one, composed, listed, codes):
        """Return in words what the listings say of what is corrected; "" for nothing."""
        return ""

    def agrees(self, one, composed, codes):
        """Tell whether the listings now say what the Correction does: nobody needs it more."""
        return False

    def is_news(self, one, says):
        """Tell whether the listings say neither what they did nor what was confirmed."""
        return False

    def lay(self, one, composed, positions, codes):
        """Return `composed` with the Correction laid over it."""
        return composed
