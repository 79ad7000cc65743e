"""Lists of what is not wanted in names, addresses, links and titles."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_logs'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('name', 'Words not allowed in account names'), ('email-domain', 'E-mail domains nobody can sign up with'), ('link', 'Sites that pages cannot link to'), ('title', 'Words not allowed in titles')], max_length=20, verbose_name='list')),
                ('pattern', models.CharField(db_collation='C', max_length=200)),
                ('note', models.CharField(blank=True, help_text='Why it stands there.', max_length=500)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'list entries',
                'constraints': [models.UniqueConstraint(fields=('kind', 'pattern'), name='pattern_once_in_a_list'), models.CheckConstraint(condition=models.Q(('kind__in', ['name', 'email-domain', 'link', 'title'])), name='list_is_known'), models.CheckConstraint(condition=models.Q(('pattern', ''), _negated=True), name='pattern_is_not_empty')],
            },
        ),
    ]
