"""A guide's tables, made to be read on narrow screens, too."""

from guides.markdown import text_of


def mark_tables(tokens):
    """Make the first cell of each row its heading, and give each cell its column's name.

    On narrow screens every row becomes a block (static/css/guide.css). The roles keep it a table
    for screen readers.
    """
    labels, column = [], 0
    for token, content in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "table_open":
            token.attrSet("role", "table")
            labels = []
        elif token.type in ("thead_open", "tbody_open"):
            token.attrSet("role", "rowgroup")
        elif token.type == "tr_open":
            token.attrSet("role", "row")
            column = 0
        elif token.type == "th_open":
            labels.append(text_of(content))
            token.attrs = {"scope": "col", "role": "columnheader"}
        elif token.type == "td_open":
            _mark_cell(token, column, labels)
        elif token.type == "td_close":
            token.tag = "th" if column == 0 else "td"
            column += 1


def _mark_cell(token, column, labels):
    if column == 0:
        token.tag = "th"
        token.attrs = {"scope": "row", "role": "rowheader"}
    else:
        token.attrs = {"data-label": labels[column], "role": "cell"}
