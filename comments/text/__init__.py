"""What a comment may hold, how its text is cleaned, and how two texts are compared.

Pure: no database, no request.  Only ``sanitizing`` knows bleach and nh3, and only ``reading`` the syntaxes.

Imports conf alone.
"""
