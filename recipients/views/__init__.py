from .answering import check_number, search_regions
from .inmates import inmate_detail, inmate_list, register_inmate, revise_inmate
from .kinships import add_kinship, drop_kinship
from .likenesses import compare, likeness_list
from .recipients import recipient_detail, recipient_list, retire, reveal, verify
from .registering import choose_inmate, register, revise

__all__ = [
    "add_kinship",
    "check_number",
    "choose_inmate",
    "compare",
    "drop_kinship",
    "inmate_detail",
    "inmate_list",
    "likeness_list",
    "recipient_detail",
    "recipient_list",
    "register",
    "register_inmate",
    "retire",
    "reveal",
    "revise",
    "revise_inmate",
    "search_regions",
    "verify",
]
