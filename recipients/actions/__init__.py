"""What officers do with the registers, each in one transaction with its entry in the trail."""

from .decisions import retire, verify
from .families import Person, register, revise
from .inmates import register_inmate, revise_inmate
from .kinships import add_kinship, drop_kinship
from .refusals import AlreadyRegistered, AlreadyRetired, KinshipRefused, Refused, SelfVerification

__all__ = [
    "AlreadyRegistered",
    "AlreadyRetired",
    "KinshipRefused",
    "Person",
    "Refused",
    "SelfVerification",
    "add_kinship",
    "drop_kinship",
    "register",
    "register_inmate",
    "retire",
    "revise",
    "revise_inmate",
    "verify",
]
