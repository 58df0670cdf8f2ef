"""As much of JSON Schema as our OpenAPI document uses, so that it can be held against the code."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from bansos.stations.views.api import DOCUMENT

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}
KNOWN = set(
    "type properties required additionalProperties items enum oneOf format description "
    "minimum maximum minLength maxLength minItems maxItems pattern $ref".split()
)


@cache
def document():
    return json.loads(Path(DOCUMENT).read_text())


def schema_named(name):
    return document()["components"]["schemas"][name]


def faults(response, path, method):
    """What in an answer is not as the document says."""
    said = document()["paths"][path][method]["responses"].get(str(response.status_code))
    if said is None:
        return [f"{response.status_code} is not foreseen"]
    if "content" not in said:
        return [] if response.content == b"" else ["has a body"]
    return differences(response.json(), said["content"]["application/json"]["schema"])


def differences(value, schema, at="$"):
    """Where a value is not what the schema says."""
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    if "$ref" in schema:
        return differences(value, schema_named(schema["$ref"].rpartition("/")[2]), at)
    if "oneOf" in schema:
        fitting = [each for each in schema["oneOf"] if not differences(value, each, at)]
        return [] if len(fitting) == 1 else [f"{at}: fits {len(fitting)} of oneOf"]
    kinds = schema.get("type", [])
    if kinds and not any(is_a(value, kind) for kind in ([kinds] if type(kinds) is str else kinds)):
        return [f"{at}: {value!r} is no {kinds}"]
    return [*_of_value(value, schema, at), *_of_parts(value, schema, at)]


def is_a(value, kind):
    if kind == "integer":
        return type(value) is int
    return isinstance(value, TYPES[kind])


def _of_value(value, schema, at):
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not in the enum"
    if type(value) is int and not schema.get("minimum", value) <= value <= schema.get(
        "maximum", value
    ):
        yield f"{at}: {value} is out of range"
    if isinstance(value, str):
        size = len(value)
        if not schema.get("minLength", 0) <= size <= schema.get("maxLength", size):
            yield f"{at}: {size} characters"
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{at}: not of the pattern"
        if not _has_format(value, schema.get("format")):
            yield f"{at}: {value!r} is no {schema['format']}"


def _has_format(value, name):
    try:
        if name == "uuid":
            return str(UUID(value)) == value
        if name == "date-time":
            return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
    return True


def _of_parts(value, schema, at):
    if isinstance(value, list):
        size = len(value)
        if not schema.get("minItems", 0) <= size <= schema.get("maxItems", size):
            yield f"{at}: {size} items"
        for place, each in enumerate(value):
            yield from differences(each, schema["items"], f"{at}[{place}]")
    if isinstance(value, dict):
        known = schema["properties"]
        for name in set(schema["required"]) - value.keys():
            yield f"{at}: has no {name}"
        for name in value.keys() - known.keys():
            yield f"{at}: has {name}"
        for name in value.keys() & known.keys():
            yield from differences(value[name], known[name], f"{at}.{name}")
