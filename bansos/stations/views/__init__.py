from .api import openapi, operations, send_pack
from .device import shell, worker
from .hall import hall_control, hall_figures, hall_screen, mark_agenda, show_names
from .screens import pair, revoke, station_list

__all__ = [
    "hall_control",
    "hall_figures",
    "hall_screen",
    "mark_agenda",
    "openapi",
    "operations",
    "pair",
    "revoke",
    "send_pack",
    "shell",
    "show_names",
    "station_list",
    "worker",
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
