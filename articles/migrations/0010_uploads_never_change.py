"""A trigger keeps uploads as they were written, whoever writes to the database."""

from django.db import migrations

CREATE = """
CREATE FUNCTION articles_keep_upload() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Writing a row again as it is (loading a fixture twice) changes nothing.
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'An upload is never changed or deleted.'
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER articles_keep_upload
    BEFORE UPDATE OR DELETE ON articles_upload
    FOR EACH ROW EXECUTE FUNCTION articles_keep_upload();
"""

DROP = """
DROP TRIGGER articles_keep_upload ON articles_upload;
DROP FUNCTION articles_keep_upload();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_uploads")]

    operations = [migrations.RunSQL(CREATE, DROP)]
