"""Street positions for facilities, asked of a geocoder on a host the operator chose."""
