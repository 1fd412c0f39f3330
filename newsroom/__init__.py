"""The site of this repository: settings, addresses, the demo.  It alone knows both apps."""
