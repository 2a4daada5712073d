from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("foi", "0002_correction_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="undelivered",
            field=models.BooleanField(default=False, verbose_name="没能送达"),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=Q(undelivered=False) | Q(received_on=None, consents=None, answered_on__isnull=False),
                name="undelivered_is_no_answer",
            ),
        ),
    ]
