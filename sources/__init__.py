"""The official data, asked for politely and checked before anything is imported.

registry    which sources there are: fixtures/sources.toml and the operator's own file
network/    one address asked for: only public hosts, bounded size and time
kept        what came, below var/sources/, with its SHA-256 and date
pages       a source that answers page by page
asking      a source asked, its answer checked and kept
updating    all of it in order, then one import
telling     the sentences for the terminal and for the operator's mail
"""
