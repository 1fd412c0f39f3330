"""The lists that editors keep: words, domains, reasons for a rejection."""
