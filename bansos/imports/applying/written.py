import json
from dataclasses import dataclass, field
from typing import Any


def storable(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


@dataclass
class Written:
    """
    What a batch did, as a `Step` keeps it.

    :param made: ids of what was added, by model; recipients with the row they came from.
    :param before: [old, new] of what was changed, by model, id and field.
    """

    made: dict[str, list] = field(default_factory=dict)
    before: dict[str, dict[str, dict[str, list[Any]]]] = field(default_factory=dict)

    def changed(self, model, obj, facts) -> bool:
        """Set the facts, and keep what they were before the first change of this batch."""
        held = self.before.setdefault(model, {}).setdefault(str(obj.pk), {})
        for name, value in facts.items():
            old = held[name][0] if name in held else storable(getattr(obj, name))
            setattr(obj, name, value)
            held[name] = [old, storable(value)]
        return True

    def changed_ids(self, model) -> list[int]:
        return [*map(int, self.before.get(model, {}))]

    def kept(self) -> str:
        """What was changed, as text; "" for nothing."""
        return json.dumps(self.before) if self.before else ""
