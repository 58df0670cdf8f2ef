"""Things that hold from one day to another, either of which may be open."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class PeriodQuerySet(models.QuerySet):
    """Of rows with `starts_on` and `ends_on`."""

    def current(self, on=None):
        on = on or timezone.localdate()
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on)
        )


def in_order(name, first, last, message):
    """A constraint: the last day, where there is one, is not before the first."""
    condition = Q(**{first: None}) | Q(**{last: None}) | Q(**{f"{last}__gte": F(first)})
    return models.CheckConstraint(name=name, condition=condition, violation_error_message=message)
