"""
What is lost, doubled or made up, found without asking the code that is under test.

It knows what devices sent and what they were told in the end, and reads the tables as they are.
"""

from collections import Counter
from dataclasses import dataclass, field

from bansos.handovers.models import Conflict, Handover, Refusal
from bansos.stock.models import Movement

KEPT_AS = {
    "ok": Handover,
    "already_recorded": Handover,
    "conflict": Conflict,
    "already_handed_over": Refusal,
    "incomplete": Refusal,
    "refused": Refusal,
}


@dataclass
class Oracle:
    """:param answers: the status and the facts that each operation was told, in their order."""

    sent: dict[str, dict] = field(default_factory=dict)
    answers: dict[str, list[dict]] = field(default_factory=dict)

    def saw(self, operations) -> None:
        self.sent |= {each["op_id"]: each for each in operations}

    def heard(self, results) -> None:
        for each in results:
            self.answers.setdefault(each["op_id"], []).append(each)

    def lost(self) -> set[str]:
        """Operations without a final answer, or whose answer is in no table."""
        kept = {model: _ids(model) for model in set(KEPT_AS.values())}
        answered = {op for op, said in self.answers.items() if op in kept[KEPT_AS[_last(said)]]}
        went = {str(pk) for pk in Movement.objects.values_list("handover_id", flat=True) if pk}
        return (self.sent.keys() - answered) | (kept[Handover] - went)

    def doubled(self) -> set[str]:
        """Families served twice, operations kept twice, and answers that changed."""
        valid = Counter(Handover.objects.valid().values_list("entitlement", flat=True))
        everywhere = Counter(pk for model in set(KEPT_AS.values()) for pk in _ids(model))
        oks = Counter(
            op for op, said in self.answers.items() for each in said if each["status"] == "ok"
        )
        changed = {op for op, said in self.answers.items() if len({*map(_fact, said)}) > 1}
        counted = [valid, everywhere, oks]
        return changed | {str(each) for counts in counted for each in counts if counts[each] > 1}

    def made_up(self) -> set[str]:
        """What is in the tables and was never sent, or not for this family."""
        rows = [row for model in [Handover, Conflict] for row in model.objects.all()]
        wrong = {
            str(row.pk)
            for row in rows
            if self.sent.get(str(row.pk), {}).get("entitlement") != row.entitlement_id
        }
        return wrong | (_ids(Refusal) - self.sent.keys())


def _ids(model):
    return {str(pk) for pk in model.objects.values_list("pk", flat=True)}


def _last(said):
    return said[-1]["status"]


def _fact(answer):
    """The first answer and the one to a retry differ in two words alone."""
    first = {"already_recorded": "ok"}
    facts = ["entitlement", "handed_over_at", "handed_over_by", "station"]
    return first.get(answer["status"], answer["status"]), *(answer[name] for name in facts)
