"""Say by the exit code whether the finder in this container answers, be its directory empty yet."""

import urllib.request

urllib.request.urlopen("http://127.0.0.1:8000/livez", timeout=5)
