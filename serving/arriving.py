"""A request on its way in: its bytes so far, and whether it is all there.

This only tells when a request is worth a thread, and refuses what no page of the site needs;
gunicorn's parser decides what a request says.
"""

import re

END_OF_HEADERS = b"\r\n\r\n"
# Zeros in front count for nothing, however many: gunicorn's parser skips them, too.
CONTENT_LENGTH = re.compile(rb"^content-length:[ \t]*0*(\d+)[ \t]*\r$", re.I | re.M)
CHUNKED = re.compile(rb"^transfer-encoding:", re.I | re.M)
# Of all headers together: more than any browser sends, cookies of other sites included.
MOST_BYTES_OF_HEADERS = 32 * 1024
# What visitors send has a few hundred bytes; an editor's guide has some tens of thousands.
MOST_BYTES_OF_BODY = 1024 * 1024
MOST_DIGITS = 12


class Refused(Exception):
    """A request that no thread needs to see; `status` is the answer's."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Arriving:
    """The bytes of a connection that no thread has taken yet."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        # How many bytes the whole request has, once its headers are there.
        self.length: int | None = None

    def add(self, received: bytes) -> None:
        """Take in what came; raise Refused for a request that is too large, or chunked."""
        # The end of the headers may be split between two pieces.
        start = max(0, len(self.bytes) - len(END_OF_HEADERS) + 1)
        self.bytes += received
        if self.length is None:
            self._measure(start)

    def _measure(self, start: int) -> None:
        end = self.bytes.find(END_OF_HEADERS, start)
        if (len(self.bytes) if end < 0 else end) > MOST_BYTES_OF_HEADERS:
            raise Refused(431)
        if end < 0:
            return
        headers = bytes(self.bytes[: end + 2])
        # Browsers say how long a form is, and proxies that read a request first know it.
        if CHUNKED.search(headers):
            raise Refused(411)
        declared = CONTENT_LENGTH.search(headers)
        digits = declared[1] if declared else b"0"
        # By its digits first: Python refuses to read a number of thousands of them.
        if len(digits) > MOST_DIGITS or int(digits) > MOST_BYTES_OF_BODY:
            raise Refused(413)
        self.length = end + len(END_OF_HEADERS) + int(digits)

    @property
    def is_complete(self) -> bool:
        """Whether a whole request is there; more may follow it."""
        return self.length is not None and len(self.bytes) >= self.length

    @property
    def path(self) -> str:
        """What the request asks for, as far as one can tell; "" if one can't."""
        words = bytes(self.bytes[:2048]).split(b"\r\n", 1)[0].split(b" ")
        return words[1].decode("latin-1") if len(words) == 3 else ""

    def take(self) -> bytes:
        """Return all bytes, and begin anew."""
        taken = bytes(self.bytes)
        self.bytes, self.length = bytearray(), None
        return taken
