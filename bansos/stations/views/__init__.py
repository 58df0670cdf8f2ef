from .api import openapi, operations, send_pack
from .screens import pair, revoke, station_list

__all__ = ["openapi", "operations", "pair", "revoke", "send_pack", "station_list"]
