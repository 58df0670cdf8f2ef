from .api import openapi, operations, send_pack
from .paper import paper_page, paper_pages, paper_scan
from .screens import pair, revoke, station_list

__all__ = [
    "openapi",
    "operations",
    "pair",
    "paper_page",
    "paper_pages",
    "paper_scan",
    "revoke",
    "send_pack",
    "station_list",
]
