"""How words are made comparable: for places, names of facilities, services and searches alike.

    text.analysis       a text as plain words: fold, words, stem
    text.abbreviations  short and full forms of words in names, streets and places
    text.edits          how far apart two words are, how alike two names
    text.spans          the words of a text with the place of each
    text.languages      the languages, and the words people type in each
    text.language_files their files, read once

Nothing here knows of Django, the database or another package of ours.
"""
