"""Calendar month arithmetic."""


def months_before(day, number):
    """Return the first day of the month `number` months before that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 - number, 12)
    return day.replace(year=year, month=month + 1, day=1)
