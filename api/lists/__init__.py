"""How a list of facilities is asked for beyond a page's search, and what is said beside it.

pages      which of the results an answer has, and where the next ones are
fields     those keys alone that a program needs
batch      facilities by their ids
editions   which lists the directory is made of, and on which terms
links      the header that leads on
"""
