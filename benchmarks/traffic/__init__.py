"""A newspaper’s day, for ``day.py``: what comes in, and what each kind of request costs."""
