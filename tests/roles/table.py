"""
Every address of the house, and for whom it opens.

Whoever is not named is answered 403, whoever is named but serves elsewhere 404, and whoever has
not signed in is asked to. `event` is the state of the event in which the page has work to do, and
`likeness` that of two alike; `query` is what the address carries besides its path, filled with
ids of the same place.
"""

from dataclasses import dataclass

GET, POST, BOTH = ["GET"], ["POST"], ["GET", "POST"]

OFFICER = {"officer"}
HEAD = {"head"}
STAFF = OFFICER | HEAD
TRAIL_READERS = {"head", "auditor"}
COUNTERS = STAFF | {"regional", "national", "auditor"}
ADMINISTRATOR = {"administrator"}
IMPORTERS = STAFF | ADMINISTRATOR
SIGNED_IN = COUNTERS | ADMINISTRATOR
ANYBODY = SIGNED_IN | {"anonymous"}

NATIONWIDE = {"national", "auditor", "administrator"}
"""Who is posted to the whole nation: no place is another's."""


TOKEN_DOORS = {"stations:operations": "POST", "stations:send_pack": "GET"}
"""What the token of a device opens, and nothing else does: by which method."""


@dataclass(frozen=True)
class Door:
    name: str
    methods: list[str]
    who: set[str]
    event: str = "draft"
    query: str = ""
    likeness: str = "open"
    is_public: bool = False
    """Who holds what its address names may read it wherever they serve, or nowhere."""

    def __str__(self):
        if self.likeness != "open":
            return f"{self.name} ({self.likeness})"
        return f"{self.name}?{self.query}" if self.query else self.name


# fmt: off
DOORS = [
    # The way in and out.
    Door("accounts:sign_in",             BOTH, ANYBODY),
    Door("accounts:demo_sign_in",        POST, ANYBODY, query="username=petugas"),
    Door("accounts:sign_out",            POST, SIGNED_IN),
    Door("accounts:change_password",     BOTH, SIGNED_IN),
    Door("accounts:password_changed",    GET,  SIGNED_IN),

    # What goes on.
    Door("dashboards:home",              GET,  SIGNED_IN),
    Door("dashboards:numbers",           GET,  COUNTERS),
    Door("dashboards:numbers_sheet",     GET,  COUNTERS),
    Door("dashboards:trail",             GET,  TRAIL_READERS),
    Door("dashboards:trail_sheet",       GET,  TRAIL_READERS),
    Door("dashboards:verify_chain",      POST, TRAIL_READERS, query="upt={facility_id}"),

    # Families and inmates.
    Door("recipients:recipient_list",    BOTH, STAFF),
    Door("recipients:choose_inmate",     BOTH, STAFF),
    Door("recipients:register",          BOTH, STAFF, query="wb={inmate_id}"),
    Door("recipients:register",          BOTH, STAFF, query="golongan=lainnya&upt={facility_id}"),
    Door("recipients:register",          BOTH, STAFF, query="golongan=lembaga&upt={facility_id}"),
    Door("recipients:check_number",      POST, STAFF),
    Door("recipients:search_regions",    POST, STAFF),
    Door("recipients:recipient_detail",  GET,  STAFF),
    Door("recipients:revise",            BOTH, STAFF),
    Door("recipients:verify",            POST, STAFF),
    Door("recipients:retire",            BOTH, STAFF),
    Door("recipients:reveal",            BOTH, STAFF),
    Door("recipients:add_kinship",       BOTH, STAFF),
    Door("recipients:drop_kinship",      POST, STAFF),
    Door("recipients:likeness_list",     GET,  STAFF),
    Door("recipients:compare",           BOTH, STAFF),
    Door("recipients:compare",           BOTH, STAFF, likeness="merged"),
    Door("handovers:merge",              BOTH, STAFF),
    Door("handovers:undo_merge",         POST, STAFF, likeness="merged"),
    Door("recipients:inmate_list",       BOTH, STAFF),
    Door("recipients:register_inmate",   BOTH, STAFF),
    Door("recipients:inmate_detail",     GET,  STAFF),
    Door("recipients:revise_inmate",     BOTH, STAFF),
    Door("handovers:transfer_inmate",    BOTH, HEAD),
    Door("handovers:release_inmate",     BOTH, STAFF),

    # The stock.
    Door("stock:balance_list",           GET,  STAFF, query="upt={facility_id}"),
    Door("stock:receive",                BOTH, STAFF, query="upt={facility_id}"),
    Door("stock:write_off",              BOTH, STAFF, query="upt={facility_id}"),

    # The event, and the pages about it.
    Door("handovers:event_list",         GET,  STAFF),
    Door("handovers:plan",               BOTH, STAFF, query="upt={facility_id}"),
    Door("handovers:event_detail",       GET,  STAFF, event="opened"),
    Door("handovers:search_list",        POST, STAFF, event="opened"),
    Door("handovers:event_stock",        GET,  STAFF, event="opened"),
    Door("handovers:event_notes",        GET,  STAFF),
    Door("handovers:note_guest",         POST, STAFF),
    Door("handovers:note_directive",     POST, STAFF),
    Door("handovers:note_statement",     POST, STAFF),
    Door("handovers:note_obstacles",     POST, STAFF),
    Door("handovers:drop_note",          POST, STAFF),
    Door("handovers:event_photos",       BOTH, STAFF),
    Door("handovers:photo",              GET,  STAFF),
    Door("handovers:drop_photo",         POST, STAFF),
    Door("handovers:event_history",      GET,  STAFF, event="opened"),

    # Its list.
    Door("handovers:choose_recipients",  GET,  STAFF),
    Door("handovers:search_candidates",  POST, STAFF),
    Door("handovers:add_recipients",     POST, STAFF),
    Door("handovers:exempt",             BOTH, HEAD),
    Door("handovers:entitlement_detail", GET,  STAFF, event="opened"),
    Door("handovers:unchoose",           POST, STAFF),
    Door("handovers:mark_symbolic",      BOTH, STAFF),
    Door("handovers:withdraw",           BOTH, HEAD,  event="opened"),
    Door("handovers:replace",            BOTH, HEAD,  event="opened"),
    Door("handovers:reissue_coupon",     BOTH, STAFF, event="opened"),

    # Its way from a draft to a report.
    Door("handovers:revise",             BOTH, STAFF),
    Door("handovers:submit",             BOTH, STAFF),
    Door("handovers:send_back",          BOTH, HEAD,  event="submitted"),
    Door("handovers:freeze",             BOTH, HEAD,  event="submitted"),
    Door("handovers:open_event",         BOTH, STAFF, event="frozen"),
    Door("handovers:close_event",        BOTH, STAFF, event="opened"),
    Door("handovers:reopen_event",       BOTH, HEAD,  event="closed"),
    Door("handovers:report_event",       BOTH, HEAD,  event="closed"),

    # The desk.
    Door("handovers:desk",               BOTH, STAFF, event="opened"),
    Door("handovers:name_station",       POST, STAFF, event="opened"),
    Door("handovers:hand_over",          BOTH, STAFF, event="opened"),
    Door("handovers:void",               BOTH, STAFF, event="opened"),

    Door("handovers:conflict_list",      GET,  STAFF, event="opened"),
    Door("handovers:settle",             BOTH, HEAD),

    # The devices in the hall.
    Door("stations:station_list",        GET,  STAFF, event="opened"),
    Door("stations:pair",                BOTH, STAFF, event="opened"),
    Door("stations:revoke",              POST, HEAD),
    Door("stations:paper_pages",         BOTH, STAFF, event="opened"),
    Door("stations:paper_page",          BOTH, STAFF, event="opened"),
    Door("stations:paper_scan",          GET,  STAFF),
    Door("stations:openapi",             GET,  ANYBODY),

    # The papers.
    Door("documents:index",              GET,  STAFF),
    Door("documents:event_list",         GET,  STAFF, event="opened"),
    Door("documents:paper_sheet",        GET,  STAFF, event="opened"),
    Door("documents:report_word",        GET,  STAFF, event="opened"),
    Door("documents:press_release",      BOTH, STAFF, event="opened"),
    Door("documents:press_release_text", GET,  STAFF, event="opened"),
    Door("documents:stock_card",         GET,  STAFF),
    Door("documents:stock_card_sheet",   GET,  STAFF),
    Door("documents:goods_receipt",      GET,  STAFF),
    Door("documents:recap",              GET,  COUNTERS),
    Door("documents:recap_paper",        GET,  COUNTERS),
    Door("documents:recap_sheet",        GET,  COUNTERS),
    Door("documents:coupons",            GET,  STAFF, event="opened"),
    Door("documents:coupon",             GET,  STAFF, event="opened"),
    Door("documents:code_list",          GET,  STAFF, event="opened"),
    Door("documents:paper_list",         GET,  STAFF, event="opened"),
    Door("documents:event_papers",       GET,  STAFF, event="opened"),
    Door("documents:paper",              GET,  STAFF, event="opened"),
    Door("documents:picture",            GET,  STAFF, event="opened"),
    Door("documents:prepare",            BOTH, STAFF, event="opened"),
    Door("documents:print_all",          GET,  STAFF, event="closed"),
    Door("documents:bundle",             GET,  STAFF, event="closed"),
    Door("documents:archive",            GET,  STAFF),
    Door("documents:document_detail",    GET,  STAFF),
    Door("documents:stored",             GET,  STAFF),
    Door("documents:replace",            BOTH, STAFF),
    Door("documents:void_document",      BOTH, HEAD),
    Door("documents:attach",             BOTH, STAFF),
    Door("documents:scan",               GET,  STAFF),
    Door("documents:letterhead",         BOTH, HEAD),
    Door("documents:letterhead_sample",  BOTH, HEAD),

    # What anybody asks of a paper in their hands.
    Door("documents:verify",             BOTH, ANYBODY),
    Door("documents:verify_code",        GET,  ANYBODY, is_public=True),

    # The lists as files.
    Door("documents:families_sheet",     GET,  STAFF),
    Door("documents:full_families_sheet", BOTH, HEAD),
    Door("documents:inmates_sheet",      GET,  STAFF),
    Door("documents:events_sheet",       GET,  STAFF),
    Door("documents:event_sheet",        GET,  STAFF, event="opened"),
    Door("documents:invitation_sheet",   GET,  STAFF, event="opened"),
    Door("documents:balances_sheet",     GET,  STAFF, query="upt={facility_id}"),
    Door("documents:movements_sheet",    GET,  STAFF, query="upt={facility_id}"),

    # The spreadsheets.
    Door("imports:upload",               BOTH, IMPORTERS),
    Door("imports:template_book",        GET,  IMPORTERS, query="isi=keluarga"),
    Door("imports:import_detail",        GET,  STAFF),
    Door("imports:advance",              POST, STAFF),
    Door("imports:match",                BOTH, STAFF),
    Door("imports:apply",                POST, STAFF),
    Door("imports:discard",              POST, STAFF),
    Door("imports:undo",                 BOTH, STAFF),
    Door("imports:mending_book",         GET,  STAFF),

    # The rest of the admin is asked about page by page.
    Door("admin:index",                  GET,  ADMINISTRATOR),
]
# fmt: on
