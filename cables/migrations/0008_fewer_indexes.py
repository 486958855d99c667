import django.db.models.deletion
from django.db import migrations, models


def drop_doubled(apps, schema_editor):
    """Django indexes both keys of a joining table by themselves, though its unique index begins with the first."""
    cable = apps.get_model("cables", "Cable")
    introspection = schema_editor.connection.introspection
    for table in (cable.tags.through._meta.db_table, cable.captions.through._meta.db_table):
        with schema_editor.connection.cursor() as cursor:
            found = introspection.get_constraints(cursor, table)
        for name, one in found.items():
            if one["index"] and not one["unique"] and one["columns"] == ["cable_id"]:
                schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


class Migration(migrations.Migration):
    dependencies = [
        ("cables", "0007_corrections"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="version", name="version_text_once"),
        # On PostgreSQL, Django takes it for the index of the foreign key, and drops it with that.
        migrations.RemoveConstraint(model_name="version", name="version_current_once"),
        migrations.RemoveIndex(model_name="version", name="version_by_text"),
        migrations.AlterField(
            model_name="cable",
            name="post",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cables",
                to="cables.post",
            ),
        ),
        migrations.AlterField(
            model_name="version",
            name="cable",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="cables.cable",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("sha256", "cable"), name="version_text_once"),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                condition=models.Q(current=True), fields=("cable",), name="version_current_once"
            ),
        ),
        migrations.RunPython(drop_doubled, migrations.RunPython.noop),
    ]
