from .api import checks, openapi, operations, photos, send_pack
from .device import shell, worker
from .hall import hall_control, hall_figures, hall_screen, mark_agenda, show_names
from .paper import paper_page, paper_pages, paper_scan
from .screens import check_device, pair, photo, revoke, station_list

__all__ = [
    "check_device",
    "checks",
    "hall_control",
    "hall_figures",
    "hall_screen",
    "mark_agenda",
    "openapi",
    "operations",
    "pair",
    "paper_page",
    "paper_pages",
    "paper_scan",
    "photo",
    "photos",
    "revoke",
    "send_pack",
    "shell",
    "show_names",
    "station_list",
    "worker",
]
