"""A finder as one would write it with django-filter, Django REST framework and PostGIS.

A peer to measure against, not part of the finder: nothing here is used by it.
"""
