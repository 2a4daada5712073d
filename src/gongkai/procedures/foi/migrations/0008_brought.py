from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foi", "0007_served"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="applicants",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="申请人数"),
        ),
        migrations.AddField(
            model_name="application",
            name="authority",
            field=models.CharField(
                blank=True,
                choices=[("filed", "证明文件已附"), ("seen", "证明文件已查验，没有留存")],
                default="",
                max_length=10,
                verbose_name="代为申请的证明",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="oral",
            field=models.BooleanField(default=False, verbose_name="口头申请，代为填写"),
        ),
        migrations.AddField(
            model_name="application",
            name="passed_on_by",
            field=models.CharField(blank=True, default="", max_length=100, verbose_name="转送的机关"),
        ),
        migrations.AddField(
            model_name="application",
            name="stands",
            field=models.CharField(
                blank=True,
                choices=[("agent", "委托代理人"), ("guardian", "监护人")],
                default="",
                max_length=10,
                verbose_name="谁代为申请",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="tell_by",
            field=models.CharField(
                blank=True,
                choices=[("email", "电子邮件"), ("sms", "短信")],
                default="",
                max_length=10,
                verbose_name="有进展怎么通知",
            ),
        ),
    ]
