"""A trigger keeps revisions as they were written, whoever writes to the database."""

from django.db import migrations

CREATE = """
CREATE FUNCTION articles_keep_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Writing a row again as it is (loading a fixture twice) changes nothing.
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A revision is never changed or deleted.'
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER articles_keep_revision
    BEFORE UPDATE OR DELETE ON articles_revision
    FOR EACH ROW EXECUTE FUNCTION articles_keep_revision();
"""

DROP = """
DROP TRIGGER articles_keep_revision ON articles_revision;
DROP FUNCTION articles_keep_revision();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
