"""Titles are protected from each act, by level, until a day."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


LEVELS = {"accounts": "editor", "moderators": "moderator"}


def carry_over(apps, schema_editor):
    """What was a column of the article becomes a row; who did it was not known."""
    protections = apps.get_model("articles", "Protection").objects
    articles = apps.get_model("articles", "Article").objects.exclude(protection="")
    protections.bulk_create(
        protections.model(article=article, act="edit", level=LEVELS[article.protection])
        for article in articles.only("protection")
    )



class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accounts", "0006_logs"),
        ("articles", "0004_attribution_of_words_that_returned"),
    ]

    operations = [
        migrations.CreateModel(
            name='Protection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('edit', 'edit'), ('create', 'create'), ('rename', 'rename')], max_length=20)),
                ('level', models.CharField(choices=[('editor', 'people with an account'), ('trusted', 'trusted editors'), ('reviewer', 'reviewers'), ('moderator', 'moderators'), ('administrator', 'administrators')], max_length=20)),
                ('cascades', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['article', 'act'],
            },
        ),
        migrations.AddField(
            model_name='protection',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='protections', to='articles.article'),
        ),
        migrations.AddField(
            model_name='protection',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='protection',
            constraint=models.UniqueConstraint(fields=('article', 'act'), name='page_protected_once_from_each_act'),
        ),
        migrations.AddConstraint(
            model_name='protection',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['edit', 'create', 'rename']), ('level__in', ['editor', 'trusted', 'reviewer', 'moderator', 'administrator'])), name='protection_is_known'),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='article',
            name='article_protection_is_known',
        ),
        migrations.RemoveField(
            model_name='article',
            name='protection',
        ),
    ]
