"""Edits that wait for a patrol, and who accepted a proposal."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models



class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accounts", "0006_logs"),
        ("articles", "0006_hidden_fields"),
    ]

    operations = [
        migrations.CreateModel(
            name='Patrol',
            fields=[
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='patrol', serialize=False, to='articles.revision')),
                ('done_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='revision',
            name='accepted_by',
            field=models.ForeignKey(blank=True, help_text='The reviewer who published what the author had proposed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='patrol',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='patrol',
            index=models.Index(condition=models.Q(('done_at', None)), fields=['revision'], name='patrol_waiting'),
        ),
        migrations.AddConstraint(
            model_name='patrol',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('by', None), ('done_at', None)), models.Q(('by__isnull', False), ('done_at__isnull', False)), _connector='OR'), name='patrol_is_done_by_somebody'),
        ),
    ]
