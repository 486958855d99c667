from django.db import migrations, models


class Migration(migrations.Migration):
    """The column may be null, and has no default: so no row is written. PostgreSQL adds it at once; SQLite reads through
    the table, a minute of the processor for 251,287 cables."""

    dependencies = [
        ("cables", "0014_counts_from_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="paragraph",
            name="heading_repairs",
            field=models.JSONField(null=True),
        ),
    ]
