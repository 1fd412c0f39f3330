from pathlib import Path

# The ignored folder that holds the test database on SQLite.
(Path(__file__).parent.parent / "var").mkdir(exist_ok=True)
