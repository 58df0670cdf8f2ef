from .inmate import Inmate
from .kinship import Kinship
from .likeness import Likeness
from .member import Member
from .need import NeedCriterion
from .recipient import Category, Recipient
from .relation import Relation
from .word import InmateWord, RecipientWord

__all__ = [
    "Category",
    "Inmate",
    "InmateWord",
    "Kinship",
    "Likeness",
    "Member",
    "NeedCriterion",
    "Recipient",
    "RecipientWord",
    "Relation",
]
