"""What changed in the directory since a reader last asked (docs/decisions/0071-changes.md).

digests     what tells whether a field of a facility is what it was
recording   the directory compared with what was recorded of it; the differences written
reading     the changes after a cursor
views       what the API answers
"""
