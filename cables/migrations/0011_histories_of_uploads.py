"""What the desk wrote about uploads and their texts into the log of Django's admin becomes events."""

from django.db import migrations

VERBS = (
    ("Brought", "received"),
    ("Published", "published"),
    ("Discarded", "discarded"),
    ("Taken back", "taken back"),
    ("Waiting", "taken back"),
    ("Rejected", "rejected"),
)


def copy(apps, schema_editor):
    Event = apps.get_model("cables", "Event")
    LogEntry = apps.get_model("admin", "LogEntry")
    ContentType = apps.get_model("contenttypes", "ContentType")
    kinds = {
        kind.pk: f"{'item' if kind.model == 'uploaditem' else 'upload'}_id"
        for kind in ContentType.objects.filter(app_label="cables", model__in=["upload", "uploaditem"])
    }
    uploads = dict(apps.get_model("cables", "UploadItem").objects.values_list("pk", "upload_id"))
    entries = LogEntry.objects.filter(content_type__in=kinds).order_by("pk")
    Event.objects.bulk_create(
        (
            Event(
                at=entry.action_time,
                user_id=entry.user_id,
                verb=next((verb for start, verb in VERBS if entry.change_message.startswith(start)), "changed"),
                note=entry.change_message,
                **{kinds[entry.content_type_id]: int(entry.object_id)},
                **({"upload_id": uploads[int(entry.object_id)]} if kinds[entry.content_type_id] == "item_id" else {}),
            )
            for entry in entries.iterator()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cables", "0010_jobs"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(copy, migrations.RunPython.noop)]
