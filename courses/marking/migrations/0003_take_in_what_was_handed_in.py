from django.db import migrations


def take_in(apps, schema_editor):
    """What was handed in before there was a queue: answers wait, evidence stands where its review left it."""
    _answers(apps)
    _evidence(apps)


def _answers(apps):
    Attempt, Work = apps.get_model("assessment", "Attempt"), apps.get_model("marking", "Work")
    batch = []
    for attempt in Attempt.objects.exclude(submitted_at=None).iterator(chunk_size=500):
        batch += [
            Work(
                attempt=attempt,
                question_uid=question["uid"],
                enrolment_id=attempt.enrolment_id,
                handed_in_at=attempt.submitted_at,
            )
            for question in attempt.questions
            if question["kind"] == "open" and attempt.result.get(question["uid"], {}).get("answered")
        ]
        if len(batch) >= 500:
            Work.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    Work.objects.bulk_create(batch, ignore_conflicts=True)


def _evidence(apps):
    Evidence, Work = apps.get_model("assessment", "Evidence"), apps.get_model("marking", "Work")
    Mark = apps.get_model("marking", "Mark")
    states = {"submitted": "to_mark", "accepted": "marked", "returned": "returned"}
    for evidence in Evidence.objects.exclude(works__isnull=False).iterator(chunk_size=500):
        reviewed = evidence.status != "submitted"
        pieces = evidence.pieces.filter(gone_at=None).values_list("uid", flat=True) if reviewed else []
        work = Work.objects.create(
            evidence=evidence,
            enrolment_id=evidence.enrolment_id,
            handed_in_at=evidence.submitted_at,
            state=states[evidence.status],
            text=evidence.text if reviewed else "",
            pieces=[str(uid) for uid in pieces],
            frozen_at=evidence.reviewed_at if reviewed else None,
        )
        if reviewed and evidence.reviewed_by_id:
            Mark.objects.create(
                work=work,
                marker_id=evidence.reviewed_by_id,
                role="first" if evidence.status == "accepted" else "return",
                comment=evidence.remark,
                marked_at=evidence.reviewed_at,
            )


class Migration(migrations.Migration):
    dependencies = [("marking", "0002_marks_never_change")]
    operations = [migrations.RunPython(take_in, migrations.RunPython.noop, elidable=True)]
