"""The whole directory as a tabular data package of HSDS, and as JSON.

tables   which tables there are, and a facility's records as their rows
writing  the files; `export` writes them all
"""
