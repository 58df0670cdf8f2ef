"""What officers do with the registers, each in one transaction with its entry in the trail."""

from .decisions import retire, verify
from .families import Person, register, revise
from .inmates import register_inmate, revise_inmate
from .kinships import add_kinship, drop_kinship
from .leaving import Departure, departing, departure_of, release_inmate, transfer_inmate
from .likenesses import call_same, locked_likeness, point_out, tell_apart
from .merging import merge, undo_merge
from .refusals import (
    AlreadyDecided,
    AlreadyLeft,
    AlreadyRegistered,
    AlreadyRetired,
    KinshipRefused,
    NotTogether,
    Refused,
    SamePlace,
    SelfVerification,
    TakenThere,
)

__all__ = [
    "AlreadyDecided",
    "AlreadyLeft",
    "AlreadyRegistered",
    "AlreadyRetired",
    "Departure",
    "KinshipRefused",
    "NotTogether",
    "Person",
    "Refused",
    "SamePlace",
    "SelfVerification",
    "TakenThere",
    "add_kinship",
    "call_same",
    "departing",
    "departure_of",
    "drop_kinship",
    "locked_likeness",
    "merge",
    "point_out",
    "register",
    "register_inmate",
    "release_inmate",
    "retire",
    "revise",
    "revise_inmate",
    "tell_apart",
    "transfer_inmate",
    "undo_merge",
    "verify",
]
