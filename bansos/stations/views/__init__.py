from .api import openapi, operations, send_pack
from .device import shell, worker
from .screens import pair, revoke, station_list

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
