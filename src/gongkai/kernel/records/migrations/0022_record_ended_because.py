from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0021_record_ended_on"),
    ]

    operations = [
        migrations.AddField(
            model_name="record",
            name="ended_because",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="废止的理由"),
        ),
    ]
