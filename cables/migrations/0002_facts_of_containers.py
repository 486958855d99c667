from django.db import migrations, models


def keep_dates(apps, schema_editor):
    """The day that a container gave becomes one of its facts."""
    items = apps.get_model("cables", "UploadItem").objects.filter(found_date__isnull=False)
    for pk, day in items.values_list("pk", "found_date").iterator():
        items.filter(pk=pk).update(facts={"date": day.isoformat()})


class Migration(migrations.Migration):
    dependencies = [
        ("cables", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="uploaditem",
            name="encoding_guessed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="uploaditem",
            name="facts",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="version",
            name="encoding_guessed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="version",
            name="facts",
            field=models.JSONField(default=dict),
        ),
        migrations.RunPython(keep_dates, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="uploaditem",
            name="found_date",
        ),
    ]
