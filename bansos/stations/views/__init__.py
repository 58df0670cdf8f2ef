from .api import checks, openapi, operations, photos, send_pack
from .screens import pair, photo, revoke, station_list

__all__ = [
    "checks",
    "openapi",
    "operations",
    "pair",
    "photo",
    "photos",
    "revoke",
    "send_pack",
    "station_list",
]
