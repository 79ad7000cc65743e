"""The first pictures: those of the first articles, uploaded as people upload theirs."""

import json
from pathlib import Path

from accounts.models import User
from articles.models import Licence, Origin
from articles.policy import ProposedEdit
from articles.raster import read_picture
from articles.uploading import Told, title_for, upload

_AUTHOR = "Canonica AI"


def load_pictures(folder: Path) -> None:
    """Upload the pictures that the folder's list names, if there is one."""
    listed = folder / "pictures.json"
    author = User.objects.filter(username=_AUTHOR).first()
    if author is None or not listed.exists():
        return
    for one in json.loads(listed.read_text()):
        raster = read_picture((folder / one["file"]).read_bytes())
        edit = ProposedEdit(
            title=title_for(one["file"], raster),
            author=author,
            text=one["description"],
            summary="Picture of the first articles",
            origin=Origin.MACHINE,
        )
        told = Told(credit=_AUTHOR, licence=Licence.CC_BY_SA, alt=one["alt"])
        upload(edit, raster, told)
