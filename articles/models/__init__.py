"""What the encyclopedia keeps: articles, revisions, and what follows from them."""

from articles.models.article import Article, Protection
from articles.models.derived import (
    Attribution,
    CategoryMembership,
    Link,
    Redirect,
    RemovedPassage,
    Rendering,
)
from articles.models.desk import Draft, Presence
from articles.models.job import Job
from articles.models.review import PassageReview
from articles.models.revision import ContentModel, Origin, Revision, Tag, sha1_of

__all__ = [
    "Article",
    "Attribution",
    "CategoryMembership",
    "ContentModel",
    "Draft",
    "Job",
    "Link",
    "Origin",
    "PassageReview",
    "Presence",
    "Protection",
    "Redirect",
    "RemovedPassage",
    "Rendering",
    "Revision",
    "Tag",
    "sha1_of",
]
