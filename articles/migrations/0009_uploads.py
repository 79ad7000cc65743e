
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_templates_and_sources'),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='upload', serialize=False, to='articles.revision')),
                ('digest', models.CharField(help_text='SHA-256 of the stored picture, in its full size.', max_length=64)),
                ('format', models.CharField(choices=[('jpg', 'JPEG'), ('png', 'PNG')], max_length=10)),
                ('width', models.PositiveIntegerField(help_text='In pixels.')),
                ('height', models.PositiveIntegerField(help_text='In pixels.')),
                ('size', models.PositiveIntegerField(help_text='Bytes of the stored picture.')),
                ('sent_as', models.CharField(blank=True, help_text="The file's name where it came from.", max_length=255)),
                ('alt', models.CharField(blank=True, help_text="What it shows, for who can't see it; empty if it only adorns.", max_length=500)),
                ('credit', models.CharField(help_text='Who made it.', max_length=300)),
                ('licence', models.CharField(choices=[('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc-by-4.0', 'CC BY 4.0'), ('cc0-1.0', 'CC0 1.0'), ('public-domain', 'Public domain')], max_length=20)),
                ('source', models.CharField(blank=True, help_text='Where it was published before.', max_length=500)),
            ],
            options={
                'indexes': [models.Index(fields=['digest'], name='upload_by_digest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='upload_digest_is_hexadecimal'), models.CheckConstraint(condition=models.Q(('height__gt', 0), ('width__gt', 0)), name='upload_has_pixels'), models.CheckConstraint(condition=models.Q(('format__in', ['jpg', 'png'])), name='upload_format_is_known'), models.CheckConstraint(condition=models.Q(('licence__in', ['cc-by-sa-4.0', 'cc-by-4.0', 'cc0-1.0', 'public-domain'])), name='upload_licence_is_known'), models.CheckConstraint(condition=models.Q(('credit', ''), _negated=True), name='upload_has_a_credit')],
            },
        ),
    ]
