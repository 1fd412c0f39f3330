"""The project's rules as tests: what a reviewer would otherwise have to remember."""
