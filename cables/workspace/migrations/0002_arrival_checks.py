"""Cables that nobody has noted as new yet are to be looked at, since only what changes from now on asks for it itself."""

from django.db import migrations

UNNOTED = """
    INSERT INTO cables_arrivalcheck (cable_pk)
    SELECT id FROM cables_cable
    WHERE visibility = 'published'
      AND NOT EXISTS (SELECT 1 FROM workspace_arrival WHERE workspace_arrival.cable_id = cables_cable.id)
    ORDER BY id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cables', '0013_arrival_checks'),
        ('workspace', '0001_initial'),
    ]

    operations = [migrations.RunSQL(UNNOTED, migrations.RunSQL.noop)]
