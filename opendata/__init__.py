"""The whole directory as files, for whoever builds on it: /data/.

Why so: docs/decisions/0065-data-files.md.

fields       every field of every table: what it means, its unit, why it may be empty
tables       what the API says of a facility, as rows of these tables
formats/     a module each; their registry is formats/__init__.py
describing/  Data Package and CSVW, drawn from the fields
reading      all facilities of one revision; the lists they come from, and their terms
making       a folder of files for each revision: whole, or not there
current      which folder is sent, and whether it may still be
"""
