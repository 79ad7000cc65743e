"""Addresses out of the audit, which is kept for ever, to where they are erased."""

import django.utils.timezone
from django.db import migrations, models

MOVE = """
ALTER TABLE accounts_auditentry DISABLE TRIGGER accounts_keep_audit;
INSERT INTO accounts_failedlogin (name, address, tried_at)
    SELECT subject, (details ->> 'address')::inet, created_at FROM accounts_auditentry
    WHERE act = 'log-in-failed' AND details ->> 'address' <> '';
UPDATE accounts_auditentry SET details = details - 'address' WHERE details ? 'address';
ALTER TABLE accounts_auditentry ENABLE TRIGGER accounts_keep_audit;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_accounts_that_are_closed'),
    ]

    operations = [
        migrations.CreateModel(
            name='FailedLogIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(db_index=True, max_length=255)),
                ('address', models.GenericIPAddressField()),
                ('tried_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name_plural': 'failed log-ins',
            },
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
    ]
