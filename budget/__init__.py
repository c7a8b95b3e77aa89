"""What dear answers may cost: few at once (`slots`), and the largest made once (`files`).

Whatever may take more than a tenth of a second of processor time holds a slot while it does.
Why so, and what is dear: docs/decisions/0036-dear-answers.md.
"""

from budget.slots import Busy, Held, refused, slot

__all__ = ["Busy", "Held", "refused", "slot"]
