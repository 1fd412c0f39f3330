"""What readers do: post, edit, withdraw, report.  Facts are gathered, judged by the rules, stored.

May import people, decisions, and what stands beneath them.
"""
