"""What comments are on, be it there or lost."""
