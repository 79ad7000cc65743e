"""Addresses of articles: the verb stands before the title, which may have slashes."""

from django.urls import path, register_converter

from articles import feeds
from articles.converters import (
    CategoryConverter,
    DigestConverter,
    FormatConverter,
    TitleConverter,
)
from articles.views import (
    around,
    attribution,
    browse,
    categories,
    desk,
    edit,
    embedding,
    guarding,
    history,
    media,
    mementos,
    merging,
    read,
    renaming,
    sitemap,
    sources,
    splitting,
    taking_back,
    uploading,
)

register_converter(TitleConverter, "title")
register_converter(CategoryConverter, "category")
register_converter(DigestConverter, "sha256")
register_converter(FormatConverter, "format")

app_name = "articles"
urlpatterns = [
    path("", browse.front_page, name="front"),
    path("wiki/<title:title>", read.read_article, name="read"),
    path("wiki/<path:address>", read.bad_title),
    path("timemap/<title:title>", mementos.list_mementos, name="timemap"),
    path("article/<int:article_id>", read.article_by_id, name="by-id"),
    path("raw/<title:title>", read.raw_text, name="raw"),
    path("edit/<title:title>", edit.edit_article, name="edit"),
    path("preview", edit.preview, name="preview"),
    path("draft/<title:title>", desk.keep_draft, name="draft"),
    path("drafts", desk.list_drafts, name="drafts"),
    path("editing/<title:title>", desk.note_editing, name="editing"),
    path("history/<title:title>", history.show_history, name="history"),
    path("revision/<int:revision_id>", history.show_revision, name="revision"),
    path("diff/<int:old_id>/<int:new_id>", history.show_difference, name="diff"),
    path("diff/<int:new_id>", history.show_difference, name="diff-to-parent"),
    path("restore/<int:revision_id>", taking_back.restore_revision, name="restore"),
    path("undo/<int:revision_id>", taking_back.undo_revision, name="undo"),
    path("rollback/<int:revision_id>", taking_back.roll_back_revision, name="rollback"),
    path("rename/<title:title>", renaming.rename_article, name="rename"),
    path("merge/<title:title>", merging.merge_article, name="merge"),
    path("split/<title:title>", splitting.split_article, name="split"),
    path("protect/<title:title>", guarding.protect_title, name="protect"),
    path("feature/<title:title>", guarding.feature_article, name="feature"),
    path("delete/<title:title>", guarding.delete_article, name="delete"),
    path("undelete/<title:title>", guarding.undelete_article, name="undelete"),
    path("hide/<int:revision_id>", guarding.hide_revision, name="hide"),
    path("attribution/<title:title>", attribution.show_attribution, name="attribution"),
    path(
        "credit/<int:article_id>/<int:revision_id>",
        attribution.show_credit,
        name="credit",
    ),
    path("upload", uploading.upload_picture, name="upload"),
    path(
        "media/<sha256:digest>/<int:width>.<format:extension>",
        media.serve_picture,
        name="media",
    ),
    path("cite/<title:title>", around.cite_article, name="cite"),
    path("info/<title:title>", around.show_information, name="info"),
    path("card/<title:title>", around.show_card, name="card"),
    path("links/<title:title>", browse.links_to, name="links"),
    path("all", browse.all_pages, name="all"),
    path("categories", categories.all_categories, name="categories"),
    path("sources", sources.all_sources, name="sources"),
    path("sources/<int:source_id>", sources.show_source, name="source"),
    path("recent", browse.recent_changes, name="recent"),
    path("contributions/<str:name>", browse.contributions, name="contributions"),
    path("random", browse.random_page, name="random"),
    path("day/<int:month>/<int:day>", browse.on_day, name="day"),
    path("oembed", embedding.embed, name="oembed"),
    path("sitemap.xml", sitemap.show_index, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.show_part, name="sitemap-part"),
    path("feeds/recent.atom", feeds.recent_feed, name="recent-feed"),
    path("feeds/new.atom", feeds.new_feed, name="new-feed"),
    path("feeds/history/<title:title>.atom", feeds.history_feed, name="history-feed"),
    path(
        "feeds/category/<category:title>.atom",
        feeds.category_feed,
        name="category-feed",
    ),
    path(
        "feeds/contributions/<str:name>.atom",
        feeds.contributions_feed,
        name="contributions-feed",
    ),
]
