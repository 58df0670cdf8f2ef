"""What a broken device sends, or what is none of ours: turned away whole, with a code."""

import json

import pytest

from bansos.handovers.models import Handover, Refusal
from bansos.stations.api.bodies import MOST_BYTES
from tests.stations.device import pressed
from tests.stations.schemas import differences, schema_named

SOMETHING = {
    "op_id": "6f1f0a1e-0d5e-4c53-9d3c-0c1f1f6f7a10",
    "entitlement": 1,
    "kind": "regular",
    "happened_at": "2024-12-24T10:00:00+08:00",
    "offline": False,
}
WELL = json.dumps(SOMETHING)


def with_one(operation):
    return f'{{"operations": [{operation}]}}'


def turned(response):
    assert not Handover.objects.exists()
    assert not Refusal.objects.exists()
    return response.status_code, response.json()["code"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "nol",
        b"\xff\xfe\x00",
        with_one(WELL)[:-1],
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"operations": [], "operations": []}',
        with_one(WELL.replace('"regular"', "NaN")),
        with_one(WELL.replace('"regular"', "Infinity")),
        with_one(WELL.replace('"regular"', "1e999")),
        with_one(WELL.replace('"entitlement": 1', '"entitlement": 1.0')),
        with_one(WELL.replace('"entitlement": 1', '"entitlement": ' + "9" * 5000)),
    ],
    ids=lambda body: str(body)[:20],
)
def test_what_is_no_json_with_one_meaning(device, body):
    assert turned(device.post(body)) == (400, "not_json")


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=b", ""])
def test_what_is_sent_as_something_else(device, content_type):
    assert turned(device.post('{"operations": []}', content_type)) == (400, "not_json")


def test_more_than_a_device_ever_sends(device):
    assert turned(device.post(" " * (MOST_BYTES + 1))) == (400, "too_large")


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        '"teks"',
        7,
        {},
        {"operations": None},
        {"operations": []},
        {"operations": {}},
        {"operations": [None]},
        {"operations": [[]]},
        {"operations": [{}]},
        {"operations": [SOMETHING], "lain": 1},
    ],
    ids=str,
)
def test_what_is_no_list_of_operations(device, body):
    assert turned(device.post(body)) == (400, "malformed")


COLLECTOR = {"role": "proxy", "name": "Wakil"}
WRONG = [
    {"op_id": None},
    {"op_id": "1"},
    {"op_id": "{6f1f0a1e-0d5e-4c53-9d3c-0c1f1f6f7a10}"},
    {"op_id": 7},
    {"entitlement": 0},
    {"entitlement": -1},
    {"entitlement": 2**63},
    {"entitlement": True},
    {"entitlement": "1"},
    {"entitlement": [1]},
    {"coupon": "ABC234"},
    {"entitlement": None},
    {"entitlement": None, "coupon": 7},
    {"entitlement": None, "coupon": "A" * 101},
    {"entitlement": None, "coupon": "\ud800"},
    {"kind": "hadiah"},
    {"kind": None},
    {"kind": ["regular"]},
    {"happened_at": "kemarin"},
    {"happened_at": "2024-12-24T10:00:00"},
    {"happened_at": "0001-01-01T00:00:00+14:00"},
    {"happened_at": "9999-12-31T23:59:59-12:00"},
    {"happened_at": 1735000000},
    {"happened_at": None},
    {"offline": "false"},
    {"offline": 0},
    {"offline": None},
    {"handed_by": "1"},
    {"handed_by": 2**63},
    {"collector": []},
    {"collector": {}},
    {"collector": COLLECTOR | {"role": "tetangga"}},
    {"collector": COLLECTOR | {"role": {}}},
    {"collector": COLLECTOR | {"document_kind": "kitab"}},
    {"collector": COLLECTOR | {"name": 7}},
    {"collector": COLLECTOR | {"name": "\udfff"}},
    {"collector": COLLECTOR | {"lain": "x"}},
    {"signature": {}},
    {"note": 7},
    {"note": "\ud83d"},
    {"lain": 1},
]


@pytest.mark.parametrize("wrong", WRONG, ids=ascii)
def test_a_wrong_shape_turns_the_whole_body_away(device, entitlement, wrong):
    bad = {"entitlement": entitlement.pk} | pressed() | wrong

    response = device.post({"operations": [pressed(entitlement), bad]})

    assert turned(response) == (400, "malformed")
    assert response.json()["at"].startswith("operations[1]")


NOT_OF_A_SCHEMA = [
    {"op_id": "{6f1f0a1e-0d5e-4c53-9d3c-0c1f1f6f7a10}"},
    {"coupon": "ABC234"},
    {"entitlement": None},
    {"entitlement": None, "coupon": "\ud800"},
    {"happened_at": "0001-01-01T00:00:00+14:00"},
    {"happened_at": "9999-12-31T23:59:59-12:00"},
    {"collector": COLLECTOR | {"name": "\udfff"}},
    {"note": "\ud83d"},
]
"""What only words can say, or nobody needs to be told."""


@pytest.mark.parametrize("wrong", [w for w in WRONG if w not in NOT_OF_A_SCHEMA], ids=ascii)
def test_the_document_knows_it_is_wrong(wrong):
    assert differences({"entitlement": 1} | pressed() | wrong, schema_named("Operation"))


def test_what_the_document_allows_is_taken(device, entitlement):
    said = pressed(
        entitlement,
        coupon=None,
        handed_by=None,
        collector={"role": "self", "name": None},
        signature=None,
        note=None,
    )

    assert differences({"operations": [said]}, schema_named("Operations")) == []
    assert device.send(said)[0]["status"] == "ok"
