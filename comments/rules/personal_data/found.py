"""What was found: of which kind, and where."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a reason stores of personal data: its kind, never the data themselves."""

    CARD = "card"
    IBAN = "iban"
    NIR = "nir"
    NATIONAL_REGISTER = "national_register"
    AHV = "ahv"
    NATIONAL_INSURANCE = "national_insurance"
    NHS = "nhs"
    TELEPHONE = "telephone"
    STREET = "street"


class Found(NamedTuple):
    kind: Kind
    start: int
    end: int
