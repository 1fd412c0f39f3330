"""French, as newspapers write it: « 27 novembre 2026 à 10 h 05 », which no line break takes apart."""

TIME_FORMAT = "G\xa0\\h\xa0i"
DATETIME_FORMAT = f"j F Y à {TIME_FORMAT}"
