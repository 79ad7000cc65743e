"""What the encyclopedia keeps: articles, revisions, and what follows from them."""

from articles.models.article import Article
from articles.models.derived import (
    Attribution,
    CategoryMembership,
    Link,
    Redirect,
    Relation,
    RemovedPassage,
    Rendering,
)
from articles.models.desk import Draft, Presence
from articles.models.hidden import HiddenField, Hideable
from articles.models.job import Job
from articles.models.patrol import Patrol
from articles.models.protection import Level, ProtectedAct, Protection
from articles.models.review import PassageReview
from articles.models.revision import ContentModel, Origin, Revision, Tag, sha1_of

__all__ = [
    "Article",
    "Attribution",
    "CategoryMembership",
    "ContentModel",
    "Draft",
    "HiddenField",
    "Hideable",
    "Job",
    "Level",
    "Link",
    "Origin",
    "PassageReview",
    "Patrol",
    "Presence",
    "ProtectedAct",
    "Protection",
    "Redirect",
    "Relation",
    "RemovedPassage",
    "Rendering",
    "Revision",
    "Tag",
    "sha1_of",
]
