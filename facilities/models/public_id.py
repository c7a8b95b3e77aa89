"""The ids by which facilities are known outside: in addresses of pages and in the API."""

import secrets

# Consonants and digits that can't be misread or spell a word.
ID_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
ID_LENGTH = 8


def new_public_id():
    """Return a random public id; an import derives a repeatable one instead."""
    return "".join(secrets.choice(ID_ALPHABET) for _i in range(ID_LENGTH))
