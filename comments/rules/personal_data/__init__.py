"""What identifies or reaches one person, found in a text: numbers by their check digits, telephones, streets.

Imports nothing of ours.
"""

from .found import Found, Kind
from .numbers import find_numbers
from .streets import find_streets

__all__ = ["Found", "Kind", "find_numbers", "find_streets"]
