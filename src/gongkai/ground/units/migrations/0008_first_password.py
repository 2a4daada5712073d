from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("units", "0007_english_names")]

    operations = [
        migrations.AddField(model_name="person", name="first_until", field=models.DateTimeField(null=True)),
    ]
