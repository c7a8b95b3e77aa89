"""Descriptions for machines, drawn from the fields: nothing in them is written by hand twice."""
