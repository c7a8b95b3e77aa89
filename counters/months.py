"""Counting back by months of the calendar."""


def months_before(day, number):
    """Return the first day of the month that lies `number` months before a day's own."""
    year, month = divmod(day.year * 12 + day.month - 1 - number, 12)
    return day.replace(year=year, month=month + 1, day=1)
