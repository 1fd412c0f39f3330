"""The tables of ``desk.py``: what each line does, at which sizes, and what it may cost."""
