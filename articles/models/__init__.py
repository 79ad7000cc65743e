"""What the encyclopedia keeps: articles, revisions, and what follows from them."""

from articles.models.article import Article
from articles.models.counted import (
    CategorySize,
    CountedAuthor,
    LinkedTitle,
    SitemapPart,
    Standing,
    Total,
    Uncounted,
)
from articles.models.derived import (
    Attribution,
    CategoryMembership,
    DatedFact,
    Link,
    Redirect,
    Relation,
    RemovedPassage,
    Rendering,
    Transclusion,
)
from articles.models.desk import Draft, Presence
from articles.models.feature import Feature
from articles.models.hidden import HiddenField, Hideable
from articles.models.job import Job
from articles.models.patrol import Patrol
from articles.models.period import MembershipPeriod, TitlePeriod, latest_before
from articles.models.protection import Level, ProtectedAct, Protection
from articles.models.review import PassageReview
from articles.models.revision import ContentModel, Origin, Revision, Tag, sha1_of
from articles.models.search_title import SearchTitle
from articles.models.source import Source, SourceUse
from articles.models.upload import Licence, PictureFormat, Upload

__all__ = [
    "Article",
    "Attribution",
    "CategoryMembership",
    "CategorySize",
    "ContentModel",
    "CountedAuthor",
    "DatedFact",
    "Draft",
    "Feature",
    "HiddenField",
    "Hideable",
    "Job",
    "Level",
    "Licence",
    "Link",
    "LinkedTitle",
    "MembershipPeriod",
    "Origin",
    "PassageReview",
    "Patrol",
    "PictureFormat",
    "Presence",
    "ProtectedAct",
    "Protection",
    "Redirect",
    "Relation",
    "RemovedPassage",
    "Rendering",
    "Revision",
    "SearchTitle",
    "SitemapPart",
    "Source",
    "SourceUse",
    "Standing",
    "Tag",
    "TitlePeriod",
    "Total",
    "Transclusion",
    "Uncounted",
    "Upload",
    "latest_before",
    "sha1_of",
]
