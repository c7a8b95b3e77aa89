"""What gunicorn asks of the finder when a worker starts, and while it serves."""
