"""The host as it is now; what README says is appended to this file."""

from .base import *
