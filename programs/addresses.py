"""Which addresses are for programs, on any site's pages, too."""

# The API, files of the whole directory, and the directory as others' programs know it.
OPEN = ("/api/", "/data/", "/hsds/")
# Among them, pages for people: their errors show the numbers to call.
PAGES = {"/data/"}


def is_open(path: str) -> bool:
    """Tell whether pages of other sites may read what is at a path."""
    return path.startswith(OPEN)


def is_for_programs(path: str) -> bool:
    """Tell whether a path is a program's: errors there are problems, not pages."""
    return is_open(path) and path not in PAGES
