"""Blocks of accounts and addresses, and appeals."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.models.network



class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_addresses_once")]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000)),
                ('state', models.CharField(choices=[('open', 'waiting'), ('granted', 'granted'), ('declined', 'declined')], default='open', max_length=20)),
                ('answer', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('network', accounts.models.network.NetworkField(blank=True, null=True)),
                ('is_for_accounts_too', models.BooleanField(default=False, help_text='Whether a blocked network is blocked for those who are signed in.')),
                ('acts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('edit', 'editing pages'), ('create', 'beginning pages'), ('move', 'renaming, merging and splitting pages'), ('report', 'sending reports'), ('join', 'making accounts')], max_length=20), blank=True, default=list, size=None)),
                ('titles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=255), blank=True, default=list, size=None)),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=255), blank=True, default=list, size=None)),
                ('reason', models.CharField(max_length=500)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='appeal',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='block',
            name='account',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='blocks', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='block',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='block',
            name='caused_by',
            field=models.ForeignKey(blank=True, help_text='The block of an account whose address this one follows.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='automatic', to='accounts.block'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='block',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='accounts.block'),
        ),
        migrations.AddIndex(
            model_name='block',
            index=django.contrib.postgres.indexes.GistIndex(django.contrib.postgres.indexes.OpClass('network', 'inet_ops'), name='block_of_network'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('account', None), ('network__isnull', False)), models.Q(('account__isnull', False), ('network', None)), _connector='OR'), name='block_is_of_an_account_or_a_network'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at', None), ('expires_at__gt', models.F('created_at')), _connector='OR'), name='block_expires_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('block',), name='one_appeal_waits_for_each_block'),
        ),
    ]
