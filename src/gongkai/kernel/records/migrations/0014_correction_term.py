"""The term of a correction. One that is open already keeps the day it has until it is published."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0013_review_chain"),
    ]

    operations = [
        migrations.AddField(
            model_name="record",
            name="revised_on",
            field=models.DateField(null=True, verbose_name="更正开始日期"),
        ),
        migrations.AddField(
            model_name="record",
            name="revision_due_on",
            field=models.DateField(null=True, verbose_name="更正最晚公开日期"),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(("revised_on", None), ("revision_due_on", None))
                | models.Q(("revised_on__isnull", False), ("revision_due_on__isnull", False)),
                name="revised_from_and_until",
            ),
        ),
    ]
