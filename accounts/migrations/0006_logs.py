"""The public log and the private audit, in which nothing is changed."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

KEEP = """
CREATE FUNCTION accounts_keep_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A line of a log is never changed or deleted.'
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER accounts_keep_log BEFORE UPDATE OR DELETE ON accounts_logentry
    FOR EACH ROW EXECUTE FUNCTION accounts_keep_log();
CREATE TRIGGER accounts_keep_audit BEFORE UPDATE OR DELETE ON accounts_auditentry
    FOR EACH ROW EXECUTE FUNCTION accounts_keep_log();
"""

LET_GO = """
DROP TRIGGER accounts_keep_log ON accounts_logentry;
DROP TRIGGER accounts_keep_audit ON accounts_auditentry;
DROP FUNCTION accounts_keep_log();
"""



class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_blocks")]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('log-in', 'logged in'), ('log-in-failed', 'could not log in'), ('confirmed', 'confirmed the password'), ('look-up', 'looked up addresses of'), ('suppress', 'suppressed part of a revision of'), ('unsuppress', 'ended the suppression of a revision of'), ('see-hidden', 'looked at what is hidden of'), ('setting', 'changed the setting'), ('role', 'gave another role to')], max_length=20)),
                ('subject', models.CharField(blank=True, max_length=255)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('details', models.JSONField(default=dict, help_text='Words by their names.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name_plural': 'audit entries',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('protect', 'protected'), ('unprotect', 'took the protection off'), ('delete', 'deleted'), ('undelete', 'undeleted'), ('hide', 'hid part of a revision of'), ('unhide', 'showed again part of a revision of'), ('block', 'blocked'), ('unblock', 'lifted the block of'), ('appeal', 'answered the appeal of'), ('role', 'gave another role to'), ('invite', 'invited somebody'), ('approve', 'approved the account'), ('accept', 'accepted an edit of'), ('reject', 'rejected an edit of'), ('send-back', 'sent back an edit of'), ('hold', 'changed which edits are held of'), ('report', 'settled a report on'), ('read-only', 'switched read-only mode'), ('hold-all', 'switched the holding of all edits'), ('notice', 'changed the site notice'), ('lists', 'changed the list')], max_length=20)),
                ('subject', models.CharField(blank=True, db_collation='C', help_text='A title, the name of an account, a range of addresses.', max_length=255)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('details', models.JSONField(default=dict, help_text='Words by their names.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name_plural': 'log entries',
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='auditentry',
            name='actor',
            field=models.ForeignKey(help_text='None if nobody was signed in.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='logentry',
            name='actor',
            field=models.ForeignKey(help_text='None for what the site does by itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='log_entries', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['act', '-id'], name='audit_of_act'),
        ),
        migrations.AddConstraint(
            model_name='auditentry',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['log-in', 'log-in-failed', 'confirmed', 'look-up', 'suppress', 'unsuppress', 'see-hidden', 'setting', 'role'])), name='audit_act_is_known'),
        ),
        migrations.AddIndex(
            model_name='logentry',
            index=models.Index(fields=['subject', '-id'], name='log_about_subject'),
        ),
        migrations.AddIndex(
            model_name='logentry',
            index=models.Index(fields=['actor', '-id'], name='log_of_actor'),
        ),
        migrations.AddIndex(
            model_name='logentry',
            index=models.Index(fields=['act', '-id'], name='log_of_act'),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['protect', 'unprotect', 'delete', 'undelete', 'hide', 'unhide', 'block', 'unblock', 'appeal', 'role', 'invite', 'approve', 'accept', 'reject', 'send-back', 'hold', 'report', 'read-only', 'hold-all', 'notice', 'lists'])), name='log_act_is_known'),
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
