"""An account's rights follow from its role, and from nothing else."""

from django.db import migrations, models
import django.utils.timezone


def give_roles(apps, schema_editor):
    accounts = apps.get_model("accounts", "User").objects
    accounts.filter(is_temporary=True).update(role="reader")
    accounts.filter(is_staff=True).update(role="moderator")
    accounts.filter(is_superuser=True).update(role="administrator")



class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(
            model_name='user',
            name='temporary_account_has_no_rights',
        ),
        migrations.AddField(
            model_name='user',
            name='awaits',
            field=models.CharField(blank=True, choices=[('', 'nothing'), ('confirmation', 'that its e-mail address is confirmed'), ('approval', 'that a moderator approves it')], default='', help_text='What has to happen before anybody can log in to it.', max_length=20),
        ),
        migrations.AddField(
            model_name='user',
            name='is_trust_withheld',
            field=models.BooleanField(default=False, help_text='Whether it does not become trusted by itself.'),
        ),
        migrations.AddField(
            model_name='user',
            name='role',
            field=models.CharField(choices=[('reader', 'Reader'), ('editor', 'Editor'), ('trusted', 'Trusted editor'), ('bot', 'Bot'), ('reviewer', 'Reviewer'), ('moderator', 'Moderator'), ('administrator', 'Administrator')], default='editor', max_length=20),
        ),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='user',
            name='first_name',
        ),
        migrations.RemoveField(
            model_name='user',
            name='groups',
        ),
        migrations.RemoveField(
            model_name='user',
            name='is_staff',
        ),
        migrations.RemoveField(
            model_name='user',
            name='is_superuser',
        ),
        migrations.RemoveField(
            model_name='user',
            name='last_name',
        ),
        migrations.RemoveField(
            model_name='user',
            name='user_permissions',
        ),
        migrations.AlterModelOptions(
            name='user',
            options={'verbose_name': 'account'},
        ),
        migrations.AlterModelManagers(
            name='user',
            managers=[
            ],
        ),
        migrations.AlterField(
            model_name='user',
            name='date_joined',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name='user',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail address'),
        ),
        migrations.AlterField(
            model_name='user',
            name='is_active',
            field=models.BooleanField(default=True, help_text='Otherwise nobody can log in to it.', verbose_name='active'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['reader', 'editor', 'trusted', 'bot', 'reviewer', 'moderator', 'administrator'])), name='account_role_is_known'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('awaits__in', ['', 'confirmation', 'approval']), models.Q(('awaits', ''), ('is_active', False), _connector='OR')), name='account_that_waits_is_not_active'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_temporary', True), ('role', 'reader')), models.Q(('is_temporary', False), models.Q(('role', 'reader'), _negated=True)), _connector='OR'), name='temporary_account_has_no_rights'),
        ),
    ]
