from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cables", "0004_sources_end_and_fewer_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="cable",
            name="subject_repairs",
            field=models.JSONField(default=list),
        ),
    ]
