"""The site in real processes, with something broken under a stream of posts and decisions.

``stream`` posts, decides and reads, and remembers every answer; ``ledger`` compares the answers with the
database. One module a fault. ``pytest -m faults`` runs all of it, each run only the kills and some fuzzing.
"""
