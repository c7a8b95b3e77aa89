"""Facilities with a point, and the services they offer."""

from django.contrib.gis.db import models


class Group(models.Model):
    """Services that answer the same question; of an exclusive one, all chosen are needed."""

    slug = models.SlugField(unique=True)
    needs_all = models.BooleanField(default=False)

    def __str__(self):
        return self.slug


class Service(models.Model):
    slug = models.SlugField(unique=True)
    group = models.ForeignKey(Group, models.CASCADE, related_name="services")

    def __str__(self):
        return self.slug


class Facility(models.Model):
    public_id = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    program = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=200, blank=True)
    street2 = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100)
    state = models.CharField(max_length=2)
    zip = models.CharField(max_length=5, blank=True)
    county = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=100, blank=True)
    website = models.CharField(max_length=500, blank=True)
    # A geography, so that a distance is in metres and a GiST index finds what lies within it.
    location = models.PointField(geography=True)
    services = models.ManyToManyField(Service, related_name="facilities")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
