"""
An event of pretix with paid orders and a device that checks them in, written through its ORM.

Run by pretix's own interpreter with the number of tickets; nothing of ours is imported here.
Prints the device's token, the check-in list and the secrets of the tickets as JSON.
"""

import json
import sys
from datetime import timedelta
from decimal import Decimal

import django

django.setup()

from django.utils.timezone import now  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402
from pretix.base.models import Event, Item, Order, OrderPosition, Organizer  # noqa: E402

FREE = Decimal(0)
AT_ONCE = 1000


def an_event():
    organizer = Organizer.objects.create(name="Contoh", slug="contoh")
    event = Event.objects.create(
        organizer=organizer,
        name="Contoh",
        slug="contoh",
        currency="IDR",
        date_from=now() - timedelta(hours=1),
        live=True,
        plugins="pretix.plugins.checkinlists",
    )
    item = Item.objects.create(event=event, name="Paket", default_price=FREE, admission=True)
    device = organizer.devices.create(
        name="Meja 1",
        all_events=True,
        api_token="token-untuk-ukur",
        initialized=now(),
    )
    everything = event.checkin_lists.create(name="Semua", all_products=True)
    return event, item, device, everything


def tickets(event, item, count):
    """One paid order with one ticket for each family."""
    secrets = []
    channel = event.organizer.sales_channels.get(identifier="web")
    for first in range(0, count, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count))
        orders = Order.objects.bulk_create(
            Order(
                organizer=event.organizer,
                event=event,
                code=f"C{number:07}",
                status=Order.STATUS_PAID,
                email="",
                datetime=now(),
                expires=now() + timedelta(days=10),
                total=FREE,
                locale="en",
                sales_channel=channel,
            )
            for number in numbers
        )
        positions = [
            OrderPosition(
                organizer=event.organizer,
                order=order,
                positionid=1,
                item=item,
                price=FREE,
                tax_rate=FREE,
                tax_value=FREE,
                attendee_name_cached=f"Keluarga {order.code}",
                secret=f"rahasia{order.code}",
                pseudonymization_id=order.code,
            )
            for order in orders
        ]
        OrderPosition.objects.bulk_create(positions)
        secrets += [each.secret for each in positions]
    return secrets


with scopes_disabled():
    event, item, device, everything = an_event()
    secrets = tickets(event, item, int(sys.argv[1]))
sys.stdout.write(json.dumps({"token": device.api_token, "list": everything.pk, "secrets": secrets}))
