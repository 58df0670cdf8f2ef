from .facility import Facility
from .letter_counter import LetterCounter
from .office import RegionalOffice
from .official import Official
from .posting import Posting

__all__ = ["Facility", "LetterCounter", "Official", "Posting", "RegionalOffice"]
