"""The lists that editors keep: words, domains, reasons for a rejection.

Imports ``admin.base`` and its equals, models, rules and text.
"""
