"""How one gets an account: invitations, and applications that wait."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_lists'),
    ]

    operations = [
        migrations.AlterField(
            model_name='logentry',
            name='act',
            field=models.CharField(choices=[('protect', 'protected'), ('unprotect', 'took the protection off'), ('delete', 'deleted'), ('undelete', 'undeleted'), ('hide', 'hid part of a revision of'), ('unhide', 'showed again part of a revision of'), ('block', 'blocked'), ('unblock', 'lifted the block of'), ('appeal', 'answered the appeal of'), ('role', 'gave another role to'), ('invite', 'invited somebody'), ('approve', 'decided about the account'), ('accept', 'accepted an edit of'), ('reject', 'rejected an edit of'), ('send-back', 'sent back an edit of'), ('hold', 'changed which edits are held of'), ('report', 'settled a report on'), ('read-only', 'switched read-only mode'), ('hold-all', 'switched the holding of all edits'), ('notice', 'changed the site notice'), ('lists', 'changed the list')], max_length=20),
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(blank=True, help_text='What the person told the moderators.', max_length=1000)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('outcome', models.CharField(blank=True, choices=[('', 'waiting'), ('approved', 'approved'), ('refused', 'refused')], default='', max_length=20)),
                ('answer', models.CharField(blank=True, max_length=500)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='application', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('outcome', '')), fields=['id'], name='application_waits')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ['approved', 'refused'])), _connector='OR'), name='application_is_decided_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('note', models.CharField(blank=True, help_text='Whom it is for; seen by who made it.', max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                ('used_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitation', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('used_by', None), ('revoked_at', None), _connector='OR'), name='invitation_is_used_or_revoked')],
            },
        ),
    ]
