"""
A process of its own that issues certificates, one after the other, as fast as it can.

`python -m tests.documents.press DATABASE HEAD EVENT…` says "siap", waits for a line, issues, and
prints the serial of each.
"""

import os
import sys

import django


def main(database, head_id, *event_ids):
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.db import connection
    from django.utils import timezone

    from bansos.accounts.models import User
    from bansos.documents import issuing
    from bansos.documents.models import Kind
    from bansos.documents.numbering import Manner, Wish
    from bansos.documents.registry import Subject
    from bansos.handovers.models import Event

    connection.settings_dict["NAME"] = database
    head = User.objects.get(pk=head_id)
    events = Event.objects.select_related("facility").in_bulk(map(int, event_ids))
    sys.stdout.write("siap\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for event in events.values():
        document = issuing.issue(
            Kind.CERTIFICATE,
            Subject(event.facility, event),
            wish=Wish(Manner.NEXT),
            by=head,
            at=timezone.now(),
        )
        sys.stdout.write(f"{document.serial}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
