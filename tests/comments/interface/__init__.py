"""What a host's own code and templates may do and hear, and that the page of it is true."""
