"""How gunicorn serves: a worker that slow clients can't hold up. Knows nothing of Django."""
