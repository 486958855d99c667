from django.db import migrations, models


class Migration(migrations.Migration):
    """What pages count and list is found in indexes; see each query in `models.py`."""

    dependencies = [("cables", "0013_arrival_checks")]

    operations = [
        migrations.RemoveIndex(model_name="cable", name="cable_by_post"),
        migrations.RemoveIndex(model_name="cable", name="cable_by_change"),
        migrations.AddIndex(
            model_name="cable",
            index=models.Index(fields=["post", "visibility", "-date", "reference_id"], name="cable_by_post"),
        ),
        migrations.AddIndex(
            model_name="cable",
            index=models.Index(fields=["classification", "-date", "-id", "visibility"], name="cable_by_level"),
        ),
        migrations.AddIndex(
            model_name="cable",
            index=models.Index(fields=["visibility", "changed_at", "id"], name="cable_by_change"),
        ),
        # Of a table that has no model of its own; takes the place of the one that Django gives it.
        migrations.RunSQL(
            "CREATE INDEX cable_tags_by_tag ON cables_cable_tags (tag_id, cable_id)", "DROP INDEX cable_tags_by_tag"
        ),
        migrations.RunSQL(
            "DROP INDEX cables_cable_tags_tag_id_371b0a72",
            "CREATE INDEX cables_cable_tags_tag_id_371b0a72 ON cables_cable_tags (tag_id)",
        ),
    ]
