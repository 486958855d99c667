import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def past_runs_have_ended(apps, schema_editor):
    """Whether they were interrupted is not known; none of them can be resumed."""
    apps.get_model("cables", "Source").objects.update(finished_at=F("added_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("cables", "0003_references_by_target"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="finished_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="version",
            name="content_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="addressee",
            name="cable",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="addressees",
                to="cables.cable",
            ),
        ),
        migrations.AlterField(
            model_name="paragraph",
            name="cable",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="paragraphs",
                to="cables.cable",
            ),
        ),
        migrations.AlterField(
            model_name="reference",
            name="cable",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="references",
                to="cables.cable",
            ),
        ),
        migrations.AlterField(
            model_name="reference",
            name="target_reference_id",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddIndex(
            model_name="reference",
            index=models.Index(fields=["target_reference_id"], name="reference_by_target_id"),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(fields=["sha256"], name="version_by_text"),
        ),
        migrations.RunPython(past_runs_have_ended, migrations.RunPython.noop),
    ]
