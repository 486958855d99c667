from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cables", "0008_fewer_indexes")]

    operations = [
        migrations.AddIndex(
            model_name="cable",
            index=models.Index(
                fields=["changed_at", "id"], condition=models.Q(visibility="published"), name="cable_by_change"
            ),
        ),
    ]
