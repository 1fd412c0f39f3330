"""What editors ask of the database: queues, filters, search, cards.

May import posting and what stands beneath it; knows no request and no HTML.
"""
