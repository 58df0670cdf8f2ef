"""Fields that the database keeps but cannot read, and fields by which it can still compare."""

from django.core import checks
from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.lookups import Exact
from django.db.models.query_utils import DeferredAttribute
from django.forms import TextInput

from .ciphers import decrypt, encrypt, indexer


class EncryptedField(models.TextField):
    """
    A text whose column holds a token. Blank stays blank, so that "is it known" can be asked.

    Nothing else can be asked of it; put a BlindIndexField beside it for equality. The token is
    bound to the table's and the column's name: renaming either needs the values written anew.
    """

    description = "Encrypted text"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    @property
    def context(self) -> str:
        """What a token of this column is bound to."""
        return f"{self.model._meta.db_table}.{self.column}"

    def check(self, **kwargs):
        errors = super().check(**kwargs)
        if self.unique or self.db_index:
            errors.append(
                checks.Error(
                    "An encrypted field cannot be unique or indexed.",
                    hint="Put a BlindIndexField beside it and constrain that.",
                    obj=self,
                    id="privacy.E001",
                )
            )
        return errors

    def from_db_value(self, value, expression, connection):
        return decrypt(value, context=self.context) if value else value

    def get_db_prep_value(self, value, connection, prepared=False):
        value = super().get_db_prep_value(value, connection, prepared)
        if isinstance(value, str) and value:
            return encrypt(value, context=self.context)
        return value

    def get_lookup(self, lookup_name):
        found = {"exact": BlankOnly, "isnull": super().get_lookup("isnull")}.get(lookup_name)
        if found is None:
            raise FieldError(
                f"{self.name} is encrypted and has no lookup {lookup_name}; ask its blind index."
            )
        return found

    def get_transform(self, lookup_name):
        return None

    def formfield(self, **kwargs):
        return super().formfield(**{"widget": TextInput, **kwargs})


class BlankOnly(Exact):
    """Equality of an encrypted field, which has an answer for "" alone."""

    def get_prep_lookup(self):
        # None is asked as isnull; Django turns it round after this.
        if self.rhs not in ["", None]:
            raise FieldError("An encrypted field cannot be compared; ask its blind index.")
        return self.rhs


class _Computed(DeferredAttribute):
    """Tells the index of what the source says now, so that it cannot lag behind."""

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        if self.field.source not in instance.__dict__:
            return super().__get__(instance, cls)
        return self.field.index_of(instance.__dict__[self.field.source])

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class BlindIndexField(models.CharField):
    """
    The blind index of another field, kept by itself. NULL where the source is blank.

    :param source: the name of the field it is computed from.
    :param purpose: equal purposes give equal indexes, also across tables.
    :param take: how many characters to index, as a slice: -4 is the last four.

    Its value follows the source at once. To store it, `save()` and `bulk_create()` need nothing;
    `save(update_fields=…)` and `bulk_update(…)` must name it next to its source, unless the model
    is an `Indexed` one. `QuerySet.update()` of the source leaves it behind: do not.
    """

    description = "Blind index"
    descriptor_class = _Computed

    def __init__(self, *args, source, purpose, take=None, **kwargs):
        self.source, self.purpose, self.take = source, purpose, take
        kwargs.update(max_length=64, null=True, blank=True, editable=False)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for fixed in ["max_length", "null", "blank", "editable", "db_index"]:
            kwargs.pop(fixed, None)
        if not self.db_index:
            kwargs["db_index"] = False
        if self.take is not None:
            kwargs["take"] = self.take
        return name, path, args, {**kwargs, "source": self.source, "purpose": self.purpose}

    def check(self, **kwargs):
        errors = super().check(**kwargs)
        if self.source not in [field.name for field in self.model._meta.fields]:
            errors.append(
                checks.Error(f"There is no field {self.source}.", obj=self, id="privacy.E002")
            )
        elif not issubclass(self.model, Indexed):
            errors.append(
                checks.Warning(
                    f"save(update_fields=[{self.source!r}]) would leave this index behind.",
                    hint="Let the model inherit from bansos.privacy.fields.Indexed.",
                    obj=self,
                    id="privacy.W001",
                )
            )
        return errors

    def db_type(self, connection):
        # Spelled "varchar", PostgreSQL would get a second index from Django, for LIKE.
        return "character varying(64)"

    def pre_save(self, model_instance, add):
        return getattr(model_instance, self.attname)

    def index_of(self, text) -> str | None:
        """The index that a source with this text has."""
        return self.indexer()(text)

    def indexer(self):
        """`index_of` for many texts, which looks its key up once."""
        index, take = indexer(purpose=self.purpose), self.take or 0
        part = slice(take, None) if take < 0 else slice(take or None)

        def index_of(text):
            text = str(text or "")
            return index(text[part]) if text.strip() else None

        return index_of


class Indexed(models.Model):
    """For models with blind indexes: `save(update_fields=…)` of a source saves its index too."""

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is not None:
            update_fields = {*update_fields, *self._indexes_of(set(update_fields))}
        super().save(*args, update_fields=update_fields, **kwargs)

    def _indexes_of(self, names):
        return {
            field.name
            for field in self._meta.concrete_fields
            if isinstance(field, BlindIndexField) and field.source in names
        }
