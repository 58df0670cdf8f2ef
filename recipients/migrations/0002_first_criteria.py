from django.db import migrations

NAMES = [
    "Anak usia sekolah",
    "Balita",
    "Ibu hamil atau menyusui",
    "Lanjut usia",
    "Penyandang disabilitas",
    "Sakit menahun",
    "Tidak berpenghasilan tetap",
    "Kehilangan pencari nafkah",
    "Terdampak bencana",
]


def add_criteria(apps, schema_editor):
    """What facilities ask about at first; administrators keep the list from here."""
    criteria = apps.get_model("recipients", "NeedCriterion").objects.using(schema_editor.connection.alias)
    for name in NAMES:
        criteria.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("recipients", "0001_initial")]

    operations = [migrations.RunPython(add_criteria, migrations.RunPython.noop)]
