from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_by_day"),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="channel",
            field=models.CharField(
                choices=[
                    ("counter", "当面"),
                    ("fax", "传真"),
                    ("web", "网络"),
                    ("letter", "信函"),
                    ("email", "电子邮件"),
                    ("transfer", "其他机关转送"),
                ],
                max_length=10,
                verbose_name="来件方式",
            ),
        ),
        migrations.AlterField(
            model_name="caselink",
            name="sort",
            field=models.CharField(
                choices=[
                    ("challenges", "就这一件提起"),
                    ("follows", "不服这一件的决定提起"),
                    ("complains", "反映这一件"),
                    ("split", "从这一件分出"),
                ],
                max_length=12,
            ),
        ),
    ]
