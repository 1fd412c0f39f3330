"""The desk in the menu of Wagtail's admin.

Imports admin and desk.
"""
