"""Spanish as written in the United States: 1,234.5, as in English; dates are Django's."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
