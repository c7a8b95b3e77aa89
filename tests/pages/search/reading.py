"""Reading a page of results, for tests."""

import re


def heading(html):
    return re.search("<h1>(.*?)</h1>", html)[1].strip()


def repairs(html):
    """Return {what a repair says: its address} of a page of results."""
    ways = html.split('class="ways"')[1].split("</ul>")[0]
    links = re.findall('<li> <a href="([^"]+)">(.*?)</a>', ways)
    return {
        " ".join(re.sub("<.*?>", "", text).split()): href.replace("&amp;", "&")
        for href, text in links
    }
