"""What is counted of articles and titles, the days they name, what was featured."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0011_features'),
        ('articles', '0012_relate_what_is_there'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CategorySize',
            fields=[
                ('category', models.CharField(db_collation='C', help_text="The category's full title.", max_length=255, primary_key=True, serialize=False)),
                ('pages', models.IntegerField(default=0)),
                ('subcategories', models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='CountedAuthor',
            fields=[
                ('author', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='DatedFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.PositiveSmallIntegerField()),
                ('day', models.PositiveSmallIntegerField()),
                ('year', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=100)),
            ],
        ),
        migrations.CreateModel(
            name='Feature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chosen_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='LinkedTitle',
            fields=[
                ('title', models.CharField(db_collation='C', max_length=255, primary_key=True, serialize=False)),
                ('links', models.IntegerField(default=0)),
                ('is_missing', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='SitemapPart',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('article', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='standing', serialize=False, to='articles.article')),
                ('lot', models.PositiveIntegerField(null=True, unique=True)),
                ('revisions', models.PositiveIntegerField(help_text='So many are counted.')),
            ],
        ),
        migrations.CreateModel(
            name='Total',
            fields=[
                ('name', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('count', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Uncounted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changes', models.JSONField(default=list, help_text='Of titles it names: [kind, title, 1 or -1] each.')),
            ],
            options={
                'verbose_name_plural': 'uncounted',
            },
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_in_namespace',
        ),
        migrations.RemoveIndex(
            model_name='categorymembership',
            name='member_of_category',
        ),
        migrations.AddField(
            model_name='categorymembership',
            name='is_subcategory',
            field=models.BooleanField(db_default=False, default=False, help_text='Whether it is one itself.'),
        ),
        migrations.AddField(
            model_name='categorymembership',
            name='latest',
            field=models.BigIntegerField(db_default=0, default=0, help_text="The article's newest revision, as far as it is counted."),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('current_revision__isnull', False), ('deleted_at', None)), fields=['namespace', 'title'], name='article_in_namespace'),
        ),
        migrations.AddIndex(
            model_name='categorymembership',
            index=models.Index(fields=['category', 'is_subcategory', 'sort_key', 'article'], name='member_of_category'),
        ),
        migrations.AddIndex(
            model_name='categorymembership',
            index=models.Index(fields=['category', '-latest', 'article'], name='member_edited_last'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(condition=models.Q(('number', 1)), fields=['-id'], name='revision_beginning_page'),
        ),
        migrations.AddIndex(
            model_name='categorysize',
            index=models.Index(models.OrderBy(models.F('pages'), descending=True), models.F('category'), name='category_by_size'),
        ),
        migrations.AddField(
            model_name='datedfact',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dates', to='articles.article'),
        ),
        migrations.AddField(
            model_name='feature',
            name='article',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='feature', to='articles.article'),
        ),
        migrations.AddField(
            model_name='feature',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='linkedtitle',
            index=models.Index(models.OrderBy(models.F('links'), descending=True), models.F('title'), condition=models.Q(('is_missing', True)), name='title_wanted'),
        ),
        migrations.AddField(
            model_name='standing',
            name='revision',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.revision'),
        ),
        migrations.AddField(
            model_name='uncounted',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article'),
        ),
        migrations.AddIndex(
            model_name='datedfact',
            index=models.Index(fields=['month', 'day', 'year', 'article'], name='dated_on'),
        ),
        migrations.AddConstraint(
            model_name='datedfact',
            constraint=models.UniqueConstraint(fields=('article', 'month', 'day', 'year', 'label'), name='day_named_once_by_article'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(models.OrderBy(models.F('article'), descending=True), condition=models.Q(('lot__isnull', False)), name='standing_of_new'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(models.OrderBy(models.F('revision'), descending=True), condition=models.Q(('lot__isnull', False), ('revisions__gt', 1)), name='standing_of_edited'),
        ),
    ]
