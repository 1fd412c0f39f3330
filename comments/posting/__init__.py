"""What readers do: post, edit, withdraw, report.  Facts are gathered, judged by the rules, stored.

Stands on decisions, people and mail."""
