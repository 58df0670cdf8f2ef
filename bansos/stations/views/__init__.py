from .api import checks, openapi, operations, photos, send_pack
from .screens import check_device, pair, photo, revoke, station_list

__all__ = [
    "check_device",
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
