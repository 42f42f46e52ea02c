"""Addresses given out before go on working: each becomes a link without limit."""

from typing import Any

from django.db import migrations


def carry_over(apps: Any, schema_editor: Any) -> None:
    Cohort = apps.get_model("cohorts", "Cohort")
    InvitationLink = apps.get_model("cohorts", "InvitationLink")
    rows = Cohort.objects.exclude(invitation=None).values_list("pk", "invitation", "created_at")
    InvitationLink.objects.bulk_create(
        [InvitationLink(cohort_id=pk, token=token, created_at=made) for pk, token, made in rows.iterator()],
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0002_links_and_prerequisites")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True)]
