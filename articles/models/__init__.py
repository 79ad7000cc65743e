"""What the encyclopedia keeps: articles, revisions, and what follows from them."""

from articles.models.article import Article, Protection
from articles.models.derived import CategoryMembership, Link, Redirect, Rendering
from articles.models.job import Job
from articles.models.revision import ContentModel, Origin, Revision, sha1_of

__all__ = [
    "Article",
    "CategoryMembership",
    "ContentModel",
    "Job",
    "Link",
    "Origin",
    "Protection",
    "Redirect",
    "Rendering",
    "Revision",
    "sha1_of",
]
