"""Where an account came from is kept once, with the last time."""

from django.db import migrations, models

# Of each pair the latest stays.
FORGET = """
DELETE FROM accounts_accountaddress AS older USING accounts_accountaddress AS newer
WHERE older.account_id = newer.account_id AND older.address = newer.address
AND (older.seen_at, older.id) < (newer.seen_at, newer.id)
"""



class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_names_that_look_alike")]

    operations = [
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='accountaddress',
            constraint=models.UniqueConstraint(fields=('account', 'address'), name='address_kept_once_for_account'),
        ),
    ]
