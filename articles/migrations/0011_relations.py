"""What articles have in common with others, kept for who reads them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0010_uploads_never_change'),
    ]

    operations = [
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(help_text="1 is the closest one's.")),
                ('reasons', models.JSONField(help_text='What both have: [kind, title] each; its kind is link or category.')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='articles.article')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_from', to='articles.article')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('article', 'position'), name='relation_has_a_place_of_its_own')],
            },
        ),
    ]
