"""The agents' admin: a queue of requests, and the record of what was done with them."""

from callbacks.admin.accesses import CallbackAccessAdmin
from callbacks.admin.requests import CallbackRequestAdmin

__all__ = ["CallbackAccessAdmin", "CallbackRequestAdmin"]
