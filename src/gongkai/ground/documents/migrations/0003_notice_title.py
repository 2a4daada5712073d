from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_one_rendering")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="title",
            field=models.CharField(default="", max_length=60),
            preserve_default=False,
        )
    ]
