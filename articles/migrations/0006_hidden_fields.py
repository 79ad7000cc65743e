"""What is hidden of a revision leaves its row, and nothing gets lost."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


# A revision changes in two ways only: it goes out of sight as a whole, or one of its
# fields moves into a row of articles_hiddenfield and back. Nothing gets lost, whoever
# writes to the database.
KEEP = """
CREATE OR REPLACE FUNCTION articles_keep_revision() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    expected articles_revision;
BEGIN
    -- Writing a row again as it is (loading a fixture twice) changes nothing.
    IF TG_OP = 'UPDATE' THEN
        expected := OLD;
        expected.is_deleted := NEW.is_deleted;
        IF NEW IS NOT DISTINCT FROM expected THEN
            RETURN NEW;
        END IF;
        expected.hidden := NEW.hidden;
        IF articles_is_kept(OLD.id, 'text', OLD.text, NEW.text, '') THEN
            expected.text := NEW.text;
        END IF;
        IF articles_is_kept(OLD.id, 'summary', OLD.summary, NEW.summary, '') THEN
            expected.summary := NEW.summary;
        END IF;
        IF articles_is_kept(
            OLD.id, 'author', OLD.author_id::text, NEW.author_id::text,
            articles_nobody()::text
        ) THEN
            expected.author_id := NEW.author_id;
        END IF;
        IF NEW IS NOT DISTINCT FROM expected THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'A revision is never changed or deleted.'
        USING ERRCODE = 'restrict_violation';
END
$$;

-- The account that stands for a hidden author.
CREATE FUNCTION articles_nobody() RETURNS bigint STABLE LANGUAGE sql AS $$
    SELECT id FROM accounts_user WHERE username = '(name removed)'
$$;

-- Whether a field goes where it is kept, or comes back from there.
CREATE FUNCTION articles_is_kept(
    wanted bigint, called text, old text, new text, nothing text
) RETURNS boolean STABLE LANGUAGE sql AS $$
    SELECT EXISTS (
        SELECT 1 FROM articles_hiddenfield
        WHERE revision_id = wanted AND field = called
        AND ((value = old AND new = nothing) OR (value = new AND old = nothing))
    )
$$;

CREATE FUNCTION articles_hide(
    wanted bigint, called text, suppressed boolean, because text, who bigint
) RETURNS void SECURITY DEFINER SET search_path FROM CURRENT LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_hiddenfield
        (revision_id, field, value, is_suppressed, reason, by_id, created_at)
    SELECT id, called,
        CASE called WHEN 'text' THEN text WHEN 'summary' THEN summary
            ELSE author_id::text END,
        suppressed, because, who, now()
    FROM articles_revision WHERE id = wanted
    ON CONFLICT (revision_id, field) DO UPDATE
        SET is_suppressed = suppressed, reason = because, by_id = who;
    UPDATE articles_revision SET
        text = CASE called WHEN 'text' THEN '' ELSE text END,
        summary = CASE called WHEN 'summary' THEN '' ELSE summary END,
        author_id = CASE called WHEN 'author' THEN articles_nobody()
            ELSE author_id END,
        hidden = array_append(array_remove(hidden, called::varchar), called::varchar)
    WHERE id = wanted;
END
$$;

CREATE FUNCTION articles_show(wanted bigint, called text) RETURNS void
SECURITY DEFINER SET search_path FROM CURRENT LANGUAGE plpgsql AS $$
BEGIN
    UPDATE articles_revision AS revision SET
        text = CASE called WHEN 'text' THEN kept.value ELSE text END,
        summary = CASE called WHEN 'summary' THEN kept.value ELSE summary END,
        author_id = CASE called WHEN 'author' THEN kept.value::bigint
            ELSE author_id END,
        hidden = array_remove(hidden, called::varchar)
    FROM articles_hiddenfield AS kept
    WHERE revision.id = wanted AND kept.revision_id = wanted AND kept.field = called;
    DELETE FROM articles_hiddenfield WHERE revision_id = wanted AND field = called;
END
$$;
"""

LET_GO = """
DROP FUNCTION articles_show(bigint, text);
DROP FUNCTION articles_hide(bigint, text, boolean, text, bigint);
CREATE OR REPLACE FUNCTION articles_keep_revision() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A revision is never changed or deleted.'
        USING ERRCODE = 'restrict_violation';
END
$$;
DROP FUNCTION articles_is_kept(bigint, text, text, text, text);
DROP FUNCTION articles_nobody();
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accounts", "0006_logs"),
        ("articles", "0005_protections"),
    ]

    operations = [
        migrations.CreateModel(
            name='HiddenField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(choices=[('text', 'text'), ('author', 'author'), ('summary', 'summary')], max_length=20)),
                ('value', models.TextField(blank=True, help_text="Of an author, the account's id.")),
                ('is_suppressed', models.BooleanField(default=False)),
                ('reason', models.CharField(max_length=500)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name='revision',
            name='hidden',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, help_text='Its fields that are hidden: they are empty here.', size=None),
        ),
        migrations.AddField(
            model_name='revision',
            name='is_deleted',
            field=models.BooleanField(default=False, help_text='Whether it went with its page, or by itself.'),
        ),
        migrations.AddField(
            model_name='hiddenfield',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='hiddenfield',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hidden_fields', to='articles.revision'),
        ),
        migrations.AddConstraint(
            model_name='hiddenfield',
            constraint=models.UniqueConstraint(fields=('revision', 'field'), name='field_hidden_once_in_revision'),
        ),
        migrations.AddConstraint(
            model_name='hiddenfield',
            constraint=models.CheckConstraint(condition=models.Q(('field__in', ['text', 'author', 'summary'])), name='hidden_field_is_known'),
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
