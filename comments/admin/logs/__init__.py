"""The logs of decisions and standings: read, undone from, never written."""
