"""What readers send with the form, and the pages that they get for it."""
