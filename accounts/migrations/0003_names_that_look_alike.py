"""Names that look alike are one name."""

from django.db import migrations

import accounts.models.user
from accounts.confusables import skeleton


def fill_in(apps, schema_editor):
    """Of two old names that look alike, the later one keeps its name without this."""
    accounts, seen = apps.get_model("accounts", "User").objects, set()
    for pk, name in accounts.filter(is_temporary=False).order_by("pk").values_list(
        "pk", "username"
    ):
        if (shape := skeleton(name)) not in seen:
            seen.add(shape)
            accounts.filter(pk=pk).update(skeleton=shape)



class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles")]

    operations = [
        migrations.AddField(
            model_name='user',
            name='skeleton',
            field=accounts.models.user.SkeletonField(editable=False, max_length=250, null=True, unique=True),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
