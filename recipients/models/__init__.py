from .inmate import Inmate
from .recipient import Category, Kinship, NeedCriterion, Recipient
from .member import Member
from .relation import Relation

__all__ = ["Category", "Inmate", "Kinship", "Member", "NeedCriterion", "Recipient", "Relation"]
