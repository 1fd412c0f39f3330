"""What commands do to old rows: adopt, erase, forget.

Stands on posting and decisions."""
