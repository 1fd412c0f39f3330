"""What only a browser can show: Chromium against the running site."""
