from django.db import models


class Kind(models.TextChoices):
    CHANGED = "changed", "diubah"


class Break:
    pass


def verify(chain=None):
    yield from ()
