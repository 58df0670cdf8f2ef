"""A device in the hall, as far as the server can see it."""

import json
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.stations.schemas import faults


class Device:
    """Sends what it is told to; each answer is held against the OpenAPI document."""

    def __init__(self, client, token):
        self.client, self.token = client, token

    def post(self, body, content_type="application/json", **headers):
        """:param body: text or bytes as they are, or what is to be written as JSON."""
        if not isinstance(body, str | bytes):
            body = json.dumps(body)
        path = reverse("stations:operations")
        response = self.client.post(
            path, body, content_type=content_type, headers=self._headers(headers)
        )
        return checked(response, "/api/stations/operations", "post")

    def send(self, *operations):
        """One result for each operation."""
        response = self.post({"operations": operations})
        assert response.status_code == 200, response.content
        return response.json()["results"]

    def press(self, entitlement=None, **facts):
        [result] = self.send(pressed(entitlement, **facts))
        return result

    def fetch(self, since=None, **headers):
        query = {} if since is None else {"since": since}
        path = reverse("stations:send_pack")
        response = self.client.get(path, query, headers=self._headers(headers))
        return checked(response, "/api/stations/pack", "get")

    def photo(self, op_id, content, consent="1"):
        form = {"op_id": str(op_id), "photo": SimpleUploadedFile("foto.jpg", content)}
        return self.form(form if consent is None else form | {"consent": consent})

    def form(self, form):
        path = reverse("stations:photos")
        return checked(self.client.post(path, form, headers=self._headers({})), path, "post")

    def check(self, **said):
        return self.body("stations:checks", json.dumps(said), "application/json")

    def body(self, door, body, content_type):
        path = reverse(door)
        response = self.client.post(
            path, body, content_type=content_type, headers=self._headers({})
        )
        return checked(response, path, "post")

    def _headers(self, headers):
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return own | {name.replace("_", "-"): value for name, value in headers.items()}


def pressed(entitlement=None, **facts):
    """An operation as it is sent; the entitlement itself or its id."""
    said = {
        "op_id": str(uuid4()),
        "kind": "regular",
        "happened_at": timezone.now().isoformat(),
        "offline": False,
        **facts,
    }
    if entitlement is None:
        return said
    return {"entitlement": getattr(entitlement, "pk", entitlement), **said}


def checked(response, path, method):
    assert "no-store" in response["Cache-Control"]
    assert faults(response, path, method) == []
    return response
