from .inmate import Inmate
from .likeness import Likeness
from .member import Member
from .recipient import Category, Kinship, NeedCriterion, Recipient
from .relation import Relation

__all__ = [
    "Category",
    "Inmate",
    "Kinship",
    "Likeness",
    "Member",
    "NeedCriterion",
    "Recipient",
    "Relation",
]
