from .inmate import Inmate
from .member import Member
from .recipient import Category, Kinship, NeedCriterion, Recipient
from .relation import Relation

__all__ = ["Category", "Inmate", "Kinship", "Member", "NeedCriterion", "Recipient", "Relation"]
