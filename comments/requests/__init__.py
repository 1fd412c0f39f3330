"""Who asks, and from where: read from an HTTP request alone.

Imports conf alone.
"""
