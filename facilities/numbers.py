"""Which of a facility's numbers to call: one rule for pages, searches and corrections."""

MAIN = "main"  # a Phone's kind


def number_to_call(phones):
    """Return the main number of `phones`, else the first, else None.

    `phones` is in the facility's order; anything with a `kind` will do: Phones,
    PhoneRecords, rows of the search index.
    """
    phones = list(phones)
    main = (phone for phone in phones if phone.kind == MAIN)
    return next(main, next(iter(phones), None))
