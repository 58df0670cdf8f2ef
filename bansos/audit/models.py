from django.db import models

from . import words


class Unchangeable(Exception):
    """The trail is only ever added to."""


class Head(models.Model):
    """Where a chain ends. Its signature keeps the end from being cut off or written over."""

    chain = models.BigIntegerField("rantai", primary_key=True)
    number = models.BigIntegerField("nomor terakhir", default=0)
    hash = models.CharField("sidik terakhir", max_length=64, blank=True)
    signature = models.CharField("tanda tangan", max_length=64)

    class Meta:
        verbose_name = "ujung jejak"
        verbose_name_plural = "ujung jejak"

    def __str__(self):
        return f"Rantai {self.chain} sampai nomor {self.number}"


class EntryQuerySet(models.QuerySet):
    def on_chains(self, ids):
        """Entries of these facilities; 0 is the house itself."""
        return self.filter(chain__in=ids)

    def newest_first(self):
        return self.order_by("-pk")

    def about(self, obj):
        """Entries whose object is this one."""
        return self.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))

    def update(self, **fields):
        raise Unchangeable("Jejak audit tidak dapat diubah.")

    def delete(self):
        raise Unchangeable("Jejak audit tidak dapat dihapus.")

    update.alters_data = True
    delete.alters_data = True
    delete.queryset_only = True


class Entry(models.Model):
    """
    One deed, told once and never changed.

    It holds no foreign keys, so that it neither holds live rows back nor goes away with them.
    """

    # The facility's id; 0 for what belongs to no facility.
    chain = models.BigIntegerField("rantai")
    number = models.BigIntegerField("nomor")
    at = models.DateTimeField("waktu")
    actor_id = models.BigIntegerField("id pelaku", null=True)
    actor_name = models.CharField("pelaku", max_length=150, blank=True)
    action = models.CharField("perbuatan", max_length=60)
    object_type = models.CharField("jenis objek", max_length=100, blank=True)
    object_id = models.CharField("id objek", max_length=64, blank=True)
    label = models.CharField("keterangan", max_length=200, blank=True)
    details = models.JSONField("rincian", default=dict)
    previous_hash = models.CharField("sidik sebelumnya", max_length=64, blank=True)
    hash = models.CharField("sidik", max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan jejak"
        verbose_name_plural = "catatan jejak"
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="entry_number_is_taken_once"),
        ]
        indexes = [
            models.Index(fields=["chain", "-id"], name="entry_newest_of_chain"),
            models.Index(fields=["object_type", "object_id"], name="entry_about_object"),
        ]

    def __str__(self):
        return f"{self.action} ({self.chain}/{self.number})"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Unchangeable("Jejak audit tidak dapat diubah.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise Unchangeable("Jejak audit tidak dapat dihapus.")

    @property
    def deed(self) -> str:
        """The action in the words of the screen."""
        return words.deed(self.action)

    @property
    def thing(self) -> str:
        """What its object is called on screen: Kegiatan."""
        return words.thing(self.object_type)

    @property
    def fields(self) -> list[str]:
        """The fields that were changed, as forms call them."""
        return words.fields(self.object_type, self.details.get("fields", []))
