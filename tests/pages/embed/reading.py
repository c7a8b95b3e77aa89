"""Markup, tag by tag."""

from html.parser import HTMLParser


class Tags(HTMLParser):
    """Collects `tags`: [(name, attributes)]."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
