"""Addresses of moderation."""

from django.urls import path

from moderation.views import blocks, operating, patrol, records, reports, review

app_name = "moderation"
urlpatterns = [
    path("moderation", records.inbox, name="inbox"),
    path("review", review.review_queue, name="review"),
    path("review/<int:held_id>", review.review_proposal, name="review-proposal"),
    path("proposal/<slug:token>", review.show_proposal, name="proposal"),
    path("patrol", patrol.patrol, name="patrol"),
    path("report/<title:title>", reports.report_page, name="report"),
    path("settle/<int:report_id>", reports.settle_report, name="settle-report"),
    path("blocks", blocks.list_blocks, name="blocks"),
    path("block", blocks.block_somebody, name="block"),
    path("block/account/<str:name>", blocks.block_somebody, name="block-account"),
    path("block/network", blocks.block_addresses, name="block-network"),
    path("block/<int:block_id>", blocks.show_block, name="block-detail"),
    path("appeals", records.list_appeals, name="appeals"),
    path("appeal/<int:appeal_id>", blocks.answer_one_appeal, name="appeal"),
    path("role/<str:name>", operating.change_role, name="role"),
    path("addresses", operating.look_up_addresses, name="addresses"),
    path("holding", operating.change_holding, name="holding"),
    path("operate", operating.operate, name="operate"),
    path("log", records.show_log, name="log"),
    path("rights", records.show_rights, name="rights"),
    path("audit", records.show_audit, name="audit"),
]
