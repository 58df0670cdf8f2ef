from django.db import models


class Relation(models.TextChoices):
    """How a person stands to the inmate (kinship), or to the main member of the family (member)."""

    SELF = "diri", "Diri sendiri"
    WIFE = "istri", "Istri"
    HUSBAND = "suami", "Suami"
    MOTHER = "ibu", "Ibu"
    FATHER = "ayah", "Ayah"
    CHILD = "anak", "Anak"
    SIBLING = "saudara", "Saudara kandung"
    GRANDPARENT = "kakek_nenek", "Kakek/nenek"
    GRANDCHILD = "cucu", "Cucu"
    IN_LAW = "ipar_mertua", "Ipar/mertua"
    GUARDIAN = "wali", "Wali"
    OTHER = "lainnya", "Keluarga lain"
