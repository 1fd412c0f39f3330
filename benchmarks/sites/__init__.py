"""Sites that are compared: this one's settings with a line or two changed, a bare view's, and stock xtd's."""
