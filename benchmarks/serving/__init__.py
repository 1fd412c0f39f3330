"""The site, and a bare Django view, in gunicorn's processes, and readers who ask them over HTTP."""
