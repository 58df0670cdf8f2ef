from .api import openapi, operations, send_pack
from .screens import pair, revoke, station_list
from .shell import shell, worker

__all__ = [
    "openapi",
    "operations",
    "pair",
    "revoke",
    "send_pack",
    "shell",
    "station_list",
    "worker",
]
