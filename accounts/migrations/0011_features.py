"""The log tells which articles were put on the front page, and taken off it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_where_log_ins_failed'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='logentry',
            name='log_act_is_known',
        ),
        migrations.AlterField(
            model_name='logentry',
            name='act',
            field=models.CharField(choices=[('protect', 'protected'), ('unprotect', 'took the protection off'), ('delete', 'deleted'), ('undelete', 'undeleted'), ('hide', 'hid part of a revision of'), ('unhide', 'showed again part of a revision of'), ('feature', 'put on the front page'), ('unfeature', 'took off the front page'), ('block', 'blocked'), ('unblock', 'lifted the block of'), ('appeal', 'answered the appeal of'), ('role', 'gave another role to'), ('invite', 'invited somebody'), ('approve', 'decided about the account'), ('close', 'closed the account'), ('reopen', 'opened again the account'), ('accept', 'accepted an edit of'), ('reject', 'rejected an edit of'), ('send-back', 'sent back an edit of'), ('hold', 'changed which edits are held of'), ('report', 'settled a report on'), ('read-only', 'switched read-only mode'), ('hold-all', 'switched the holding of all edits'), ('notice', 'changed the site notice'), ('lists', 'changed the list')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['protect', 'unprotect', 'delete', 'undelete', 'hide', 'unhide', 'feature', 'unfeature', 'block', 'unblock', 'appeal', 'role', 'invite', 'approve', 'close', 'reopen', 'accept', 'reject', 'send-back', 'hold', 'report', 'read-only', 'hold-all', 'notice', 'lists'])), name='log_act_is_known'),
        ),
    ]
