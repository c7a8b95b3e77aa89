"""What a page gave its form some time ago."""

import time

from django.core.signing import TimestampSigner, b62_encode
from django.utils.crypto import get_random_string

# As a page of this site sends it.
OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}


def token(seconds=60, nonce=""):
    """Return the token of a form that was opened so many seconds ago."""
    signer = TimestampSigner(salt="visitor_forms.guard")
    signer.timestamp = lambda: b62_encode(int(time.time() - seconds))
    return signer.sign(nonce or get_random_string(22))
