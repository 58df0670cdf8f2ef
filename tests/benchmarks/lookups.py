"""
How quickly a family is found, in ten thousand and in a million of them.

`python -m tests.benchmarks.lookups [SIZE …]`, with DATABASE=postgresql for the other database.
The databases are made by manage.py generate and kept; each is measured in a process of its own.
Measured is the list's page as an officer asks for it, from the request to the whole answer: the
search that is sent, and the page it leads to.
"""

import json
import os
import re
import subprocess
import sys
from random import Random

from tests.benchmarks import kept
from tests.benchmarks.measuring import Times, peak_memory, table, tell

SIZES = [10_000, 1_000_000]
IN_ONE_FACILITY = 20_000
LOOKUPS = 300
SHOWN, PAGE = 20, 100
"""Families on a page, and the page far down the list that is looked at."""
LARGE = "Lapas Kelas I Cipinang"


def build(families, *, large) -> None:
    """The families of the country, and so many of them at one large facility."""
    from django.core.management import call_command
    from django.db import connection

    call_command("generate", str(families - large), stderr=sys.stderr)
    call_command("generate", str(large), facility=LARGE, stderr=sys.stderr)
    if connection.vendor == "postgresql":
        # What the server does by itself within minutes.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


class Officers:
    """Browsers of officers, one at each facility, signed in."""

    def __init__(self):
        self.browsers = {}

    def at(self, facility):
        if facility not in self.browsers:
            self.browsers[facility] = self.signed_in(facility)
        return self.browsers[facility]

    def signed_in(self, facility):
        from django.test import Client

        from bansos.accounts.models import User
        from bansos.accounts.roles import Role
        from facilities.models import Posting

        user, is_new = User.objects.get_or_create(
            username=f"petugas-ukur-{facility}", defaults={"name": "Petugas Ukur"}
        )
        if is_new:
            Posting.objects.create(user=user, role=Role.OFFICER, facility_id=facility)
        browser = Client(HTTP_HOST="localhost")
        browser.force_login(user)
        return browser


class Measurement:
    """
    Looks families up, and leafs through their list.

    :param lookups: how many of each kind.
    """

    def __init__(self, lookups=LOOKUPS):
        from django.urls import reverse

        self.lookups, self.officers = lookups, Officers()
        self.random = Random(1)  # noqa: S311
        self.url = reverse("recipients:recipient_list")
        self.link = re.compile(rf'href="{self.url}(\d+)/')
        self.found: dict[str, Times] = {}

    def run(self) -> dict[str, Times]:
        from facilities.models import Facility

        large = Facility.objects.get(short_name=LARGE).pk
        self.look_up("anywhere", self.people())
        self.look_up("large", self.people(facility=large))
        self.leaf("large", large)
        return self.found

    def people(self, **where) -> list:
        """Some of those who have a NIK and a name of two words, each with their facility."""
        from django.db.models import Max, Min

        from recipients.models import Member

        rows = Member.objects.filter(**where)
        ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
        chosen = []
        while len(chosen) < self.lookups:
            pk = self.random.randint(ends["first"], ends["last"])
            person = rows.filter(pk__gte=pk).order_by("pk").first()
            if person and person.nik and " " in person.search_name:
                chosen.append(person)
        return chosen

    def look_up(self, where, people) -> None:
        for person in people[:10]:
            self.search(Times(), person, person.nik)
        by_nik = self.found[f"NIK, {where}"] = Times()
        for person in people:
            self.search(by_nik, person, person.nik)
        by_name = self.found[f"name, {where}"] = Times()
        for person in people:
            self.search(by_name, person, self.two_words(person.name))

    def two_words(self, name) -> str:
        """Two words of a name, in any order."""
        return " ".join(self.random.sample(name.split(), 2))

    def search(self, times, person, text) -> None:
        browser = self.officers.at(person.facility_id)
        with times.one():
            sent = browser.post(self.url, {"q": text})
            page = browser.get(sent["Location"])
        found = {int(pk) for pk in self.link.findall(page.content.decode())}
        # A search that finds nothing is quick and worth nothing; of a common name, not all are
        # on the first page.
        if person.recipient_id not in found and not (len(found) >= SHOWN and text != person.nik):
            raise SystemExit(f"Member {person.pk} was not found.")

    def leaf(self, where, facility) -> None:
        """The first page of the list, and the hundredth or the last."""
        from recipients.models import Recipient

        names = Recipient.objects.filter(facility=facility).order_by("search_name", "pk")
        keys = list(names.values_list("pk", flat=True)[: (PAGE - 1) * SHOWN + 1])
        browser = self.officers.at(facility)
        for page, address in [
            ("first page", self.url),
            (f"page {PAGE}", f"{self.url}?sesudah={keys[-2]}"),
        ]:
            times = self.found[f"{page}, {where}"] = Times()
            browser.get(address)
            for _ in range(self.lookups):
                with times.one():
                    browser.get(address)


def report(found) -> list[str]:
    """
    The lines to print.

    :param found: by size, then by what was measured.
    """
    sizes = list(found)
    head = ["ms of server time", *(f"{n:,} {p}" for n in sizes for p in ["p50", "p95"])]
    rows = [[*head, "growth"]]
    for name in found[sizes[0]]:
        times = [found[size][name] for size in sizes]
        figures = [figure for each in times for figure in [each.p50, each.p95]]
        rows.append([name, *figures, f"x {times[-1].p95 / times[0].p95:.2f}"])
    return table(rows)


def in_own_process(size, name, task) -> str:
    command = [sys.executable, "-m", "tests.benchmarks.lookups", f"--{task}", str(size)]
    environment = os.environ | {
        "BENCH_DATABASE": name,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
    }
    done = subprocess.run(
        command, env=environment, cwd=kept.ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def child(task, size) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    if task == "--build":
        call_command("migrate", verbosity=0)
        build(size, large=min(IN_ONE_FACILITY, size // 50))
        tell(f"{peak_memory()} MB at most")
    else:
        found = Measurement().run()
        tell(json.dumps({name: times.each for name, times in found.items()}))


def main(sizes) -> None:
    found = {}
    with kept.server():
        for size in sizes:
            name = kept.name_of("lookups", size)
            if not kept.is_built(name):
                building = kept.begin("lookups", size)
                tell(in_own_process(size, building, "build"))
                kept.finish(building, name)
            told = json.loads(in_own_process(size, name, "measure"))
            found[size] = {what: Times(each) for what, each in told.items()}
    tell(f"lookups on {os.environ.get('DATABASE', 'sqlite')}, {LOOKUPS} of each")
    for line in report(found):
        tell(line)


if __name__ == "__main__":
    if sys.argv[1:2] in (["--build"], ["--measure"]):
        child(sys.argv[1], int(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or SIZES)
