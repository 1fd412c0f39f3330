"""What joins the comments to other packages, each used only where a host names it in ``INSTALLED_APPS``.

Imports admin and desk.
"""
