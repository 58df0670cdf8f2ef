"""
Triggers that refuse to change or delete an entry, for whoever goes around the models.

On SQLite, altering the table later makes it anew without its triggers: run `forbid` again then.
"""

from django.db import migrations

POSTGRESQL = """
CREATE OR REPLACE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Jejak audit hanya dapat ditambah.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_stays();
"""

SQLITE = """
CREATE TRIGGER audit_entry_stays_{deed} BEFORE {deed} ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'Jejak audit hanya dapat ditambah.');
END;
"""


def forbid(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
        else:
            for deed in ["UPDATE", "DELETE"]:
                cursor.execute(SQLITE.format(deed=deed))


def allow(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER IF EXISTS audit_entry_stays ON audit_entry")
            cursor.execute("DROP FUNCTION IF EXISTS audit_entry_stays()")
        else:
            for deed in ["UPDATE", "DELETE"]:
                cursor.execute(f"DROP TRIGGER IF EXISTS audit_entry_stays_{deed}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(forbid, allow, elidable=False)]
