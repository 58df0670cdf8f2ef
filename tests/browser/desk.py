"""A device in the hall as its officer uses it, and what is asked of it from behind."""

import time

from django.db import transaction
from playwright.sync_api import expect

from bansos.audit import trail
from bansos.handovers.models import Handover
from tests.handovers.factories import EntitlementFactory, EventFactory, FamilyFactory
from tests.stock.factories import BalanceFactory

PACKAGES = 30


def running_event(facility, *, families, rehearsal=False):
    """An open event; its families are Keluarga Satu, Keluarga Dua, … each with its coupon."""
    with transaction.atomic():
        trail.new_head(facility.pk).save()
        event = EventFactory(facility=facility, opened=True, campaign__is_rehearsal=rehearsal)
        return with_families(event, families)


def with_families(event, families):
    facility = event.facility
    BalanceFactory(facility=facility, package=event.package, on_hand=PACKAGES)
    for number, word in enumerate(WORDS[:families], start=1):
        family = FamilyFactory(facility=facility, name=f"Keluarga {word}")
        EntitlementFactory(event=event, recipient=family, number=number)
    return event


WORDS = "Satu Dua Tiga Empat Lima Enam Tujuh Delapan Sembilan Sepuluh".split()


class Desk:
    """:param page: of the device; one for each tab."""

    def __init__(self, page, live_server):
        self.page, self.url = page, live_server.url

    def sign_in(self, client, user):
        client.force_login(user)
        session = client.cookies["sessionid"].value
        self.page.context.add_cookies([{"name": "sessionid", "value": session, "url": self.url}])

    def pair(self, event, name="Meja 2"):
        self.page.goto(f"{self.url}/stasiun/{event.pk}/pasang/")
        self.page.get_by_label("Nama meja").fill(name)
        self.page.get_by_role("button", name="Jadikan meja").click()
        self.is_ready()
        return self

    def open(self):
        self.page.goto(f"{self.url}/stasiun/meja/")
        return self

    def second_tab(self):
        tab = Desk.__new__(Desk)
        tab.page, tab.url = self.page.context.new_page(), self.url
        tab.open().is_ready()
        return tab

    def is_ready(self):
        expect(self.page.locator("#work")).to_be_visible()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def find(self, text):
        field = self.page.locator("#q")
        field.fill(str(text))
        field.press("Enter")

    def card(self):
        return self.page.locator("#card")

    def press(self, name="Serahkan"):
        self.page.get_by_role("button", name=name, exact=True).click()

    def serve(self, text):
        """Find somebody and hand their package over."""
        self.find(text)
        expect(self.card()).to_be_visible()
        self.press()
        expect(self.card()).to_be_hidden()

    def says(self, *texts):
        expect(self.page.locator("#outcome")).to_be_visible()
        for text in texts:
            expect(self.page.locator("#outcome")).to_contain_text(text)

    def refresh_whole_list(self):
        """As after a change that no entry of the trail tells of."""
        self.page.evaluate(FORGET_CURSOR)
        self.open()
        self.is_ready()

    def is_network(self, text):
        expect(self.page.locator("#network")).to_contain_text(text)

    def has_sent_everything(self, name="queue"):
        """Nothing waits any more, as the device itself counts it."""
        left = self.page.evaluate(
            f"""async () => {{
              for (let tries = 300; tries && (await ({COUNT})("{name}")); tries -= 1)
                await new Promise((done) => setTimeout(done, 50));
              return ({COUNT})("{name}");
            }}"""
        )
        assert left == 0

    def count(self, name):
        return self.page.evaluate(f"({COUNT})('{name}')")

    def kept(self):
        """All that is in the device's database, as text."""
        return self.page.evaluate(KEPT)


FORGET_CURSOR = """() => new Promise((done) => {
  const asked = indexedDB.open("bansos-meja");
  asked.onsuccess = () => {
    const db = asked.result;
    const deed = db.transaction("facts", "readwrite");
    deed.objectStore("facts").delete("list");
    deed.oncomplete = () => { db.close(); done(); };
  };
})"""

COUNT = """(name) => new Promise((done) => {
  const asked = indexedDB.open("bansos-meja");
  asked.onsuccess = () => {
    const db = asked.result;
    const count = db.transaction(name).objectStore(name).count();
    count.onsuccess = () => { db.close(); done(count.result); };
  };
})"""

KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open("bansos-meja");
  asked.onsuccess = () => {
    const db = asked.result, names = [...db.objectStoreNames], found = {};
    const deed = db.transaction(names);
    for (const name of names) {
      const rows = deed.objectStore(name).getAll();
      rows.onsuccess = () => { found[name] = rows.result; };
    }
    const text = (key, value) =>
      value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? new TextDecoder("latin1").decode(value)
        : value instanceof CryptoKey ? { extractable: value.extractable } : value;
    deed.oncomplete = () => { db.close(); done(JSON.stringify(found, text)); };
  };
})"""


def type_as_scanner(page, text):
    """As a scanner does: 5 ms between signs, however slow this machine is, then Enter."""
    keyboard, began = page.context.new_cdp_session(page), time.time()
    for place, sign in enumerate([*text, "Enter"]):
        typed = "\r" if sign == "Enter" else sign
        facts = {"key": sign, "text": typed, "timestamp": began + place * 0.005}
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **facts})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **facts})
    keyboard.detach()


def served(event):
    """The numbers of those who have a valid handover, each as often as it stands there."""
    valid = Handover.objects.valid().filter(event=event)
    return sorted(valid.values_list("entitlement__number", flat=True))
