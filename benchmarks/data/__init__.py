"""Texts, comments and discussions that are filled in before something is measured; always the same ones."""
