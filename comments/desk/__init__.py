"""What editors ask of the database: queues, filters, search, cards.

Stands on posting and decisions; knows no request and no HTML."""
