"""Who may open which address: the published table that tests/consult/test_access.py compares with.

One row for each URL name. A row has two words of five letters, GET then POST, one letter each for

    stranger · partner · reviewer · administrator · reviewer of another team

    i  let in: a page, a redirect within the site, or a form that asks again
    s  sent to sign in          r  refused, 403          n  not found, 404
    -  nothing done, whichever of s, r, n or "method not allowed" says so

A new address without a row fails the test. Values that stand in an address are of real rows
of the team's, from the fixtures of tests/consult/test_access.py, or stand in the row of the table.
"""

from dataclasses import dataclass, field


EVERYBODY = "iiiii"
NOBODY = "-----"
SIGNED_IN = "siiii"
PARTNER = "sirrr"
STAFF = "sriii"  # a list of one's own rows: another team's reviewer sees their own
TEAM = "sriin"  # one row of the team's: not found for another team
ADMIN = "srrin"


@dataclass(frozen=True)
class Row:
    get: str
    post: str = NOBODY
    arguments: dict = field(default_factory=dict)


ROWS = {
    # consult
    "live": Row(EVERYBODY),
    "ready": Row(EVERYBODY),
    "account_language": Row(NOBODY, SIGNED_IN),
    # surveys: open to all, whoever is signed in
    "survey_home": Row(EVERYBODY),
    "survey_start": Row(EVERYBODY, EVERYBODY),
    "survey_leaving": Row(EVERYBODY, EVERYBODY),
    "survey_another_way": Row(EVERYBODY, EVERYBODY),
    "survey_another_way_done": Row(EVERYBODY),
    "survey_pause": Row(EVERYBODY, EVERYBODY),
    "survey_step": Row(EVERYBODY, EVERYBODY, {"step": "who"}),
    "survey_thanks": Row(EVERYBODY, NOBODY, {"token": "none"}),
    "survey_declined": Row(EVERYBODY),
    "survey_saved": Row(EVERYBODY, EVERYBODY),
    "survey_come_back": Row(EVERYBODY, EVERYBODY),
    "survey_declined_as": Row(EVERYBODY, arguments={"ending": "counted"}),
    "survey_leave": Row(EVERYBODY, EVERYBODY),
    "withdraw": Row(EVERYBODY, EVERYBODY),
    "withdraw_done": Row(EVERYBODY),
    "my_answers": Row(EVERYBODY, EVERYBODY),
    "my_answers_page": Row(EVERYBODY, NOBODY, {"token": "none"}),
    "my_answers_permission": Row(EVERYBODY, EVERYBODY, {"token": "none", "key": "quote_anon"}),
    "my_answers_delete": Row(EVERYBODY, EVERYBODY, {"token": "none"}),
    "my_answers_file": Row(EVERYBODY, NOBODY, {"token": "none", "kind": "csv"}),
    "accessibility": Row(EVERYBODY),
    "privacy": Row(EVERYBODY),
    "staying_safe": Row(EVERYBODY),
    # partners
    "partner_link": Row(EVERYBODY),
    "partner_home": Row(PARTNER),
    "partner_link_qr": Row(PARTNER),
    # people
    "home": Row(SIGNED_IN),
    "account_login": Row(EVERYBODY, EVERYBODY),
    "account_logout": Row(SIGNED_IN, "sssss"),
    "account_inactive": Row(EVERYBODY),
    "account_reauthenticate": Row(SIGNED_IN, SIGNED_IN),
    "account_change_password": Row(SIGNED_IN, SIGNED_IN),
    "mfa_index": Row(SIGNED_IN),
    # Only in the middle of signing in; anybody else is sent to where they belong.
    "mfa_authenticate": Row("siiii", "siiii"),
    "mfa_reauthenticate": Row(SIGNED_IN, SIGNED_IN),
    "mfa_activate_totp": Row(SIGNED_IN, SIGNED_IN),
    "mfa_deactivate_totp": Row(SIGNED_IN, SIGNED_IN),
    # Nobody here has made codes.
    "mfa_view_recovery_codes": Row("snnnn"),
    "mfa_generate_recovery_codes": Row(SIGNED_IN, SIGNED_IN),
    "mfa_download_recovery_codes": Row("snnnn"),
    # insights
    "survey_list": Row(STAFF),
    "survey_detail": Row(TEAM),
    "survey_preview": Row(TEAM),
    "survey_preview_page": Row(TEAM),
    "survey_translation_sheet": Row(TEAM),
    "survey_routes": Row(TEAM, arguments={"number": 1}),
    "survey_reading": Row(TEAM, arguments={"number": 1}),
    "survey_paper": Row(TEAM, arguments={"number": 1}),
    "survey_paper_form": Row(TEAM, arguments={"number": 1, "audience": "child", "band": "8_11"}),
    "run_request": Row(NOBODY, TEAM),
    "run_detail": Row(TEAM),
    "way_list": Row(STAFF),
    "way_settle": Row(NOBODY, TEAM),
    "way_delete": Row(NOBODY, TEAM),
    "run_progress": Row(TEAM),
    "codebook": Row(TEAM),
    "reading": Row(TEAM),
    "reading_save": Row(NOBODY, TEAM),
    "reading_blur": Row(NOBODY, TEAM),
    "reading_learn": Row(NOBODY, TEAM),
    "signing": Row(TEAM, TEAM),
    "new_answers": Row(TEAM, TEAM),
    "compare": Row(TEAM),
    "joins": Row(TEAM),
    "quality": Row(TEAM),
    "audit_draw": Row(NOBODY, TEAM),
    "audit": Row(TEAM),
    "audit_groups": Row(TEAM),
    "audit_read": Row(TEAM, TEAM),
    "audit_disputes": Row(TEAM),
    "audit_settle": Row(TEAM, TEAM),
    "survey_quotes": Row(TEAM),
    "question_quotes": Row(TEAM),
    "theme_quotes": Row(TEAM),
    "quote_pick": Row(TEAM, TEAM),
    "quote_detail": Row(TEAM),
    "quote_change": Row(TEAM, TEAM),
    "quote_read": Row(NOBODY, TEAM),
    "quote_drop": Row(NOBODY, TEAM),
    "quote_cite": Row(NOBODY, TEAM),
    "quote_uncite": Row(NOBODY, TEAM),
    "shelf": Row(TEAM, arguments={"shelf": "lone"}),
    "concept_board": Row(TEAM),
    "decision_list": Row(TEAM),
    "theme_make": Row(TEAM, TEAM),
    "theme_edit": Row(TEAM, TEAM),
    "theme_merge": Row(TEAM, TEAM),
    "theme_answers": Row(TEAM),
    "theme_sort": Row(NOBODY, TEAM),
    "theme_reject": Row(TEAM, TEAM),
    "theme_retire": Row(TEAM, TEAM),
    "theme_approve": Row(TEAM, TEAM),
    "theme_place": Row(TEAM, TEAM),
    "theme_promote": Row(TEAM, TEAM),
    "theme_history": Row(TEAM),
    "theme_version": Row(TEAM, arguments={"number": 1}),
    "theme_bring_back": Row(NOBODY, TEAM),
    "theme_copy": Row(NOBODY, TEAM),
    "suggestion_accept": Row(NOBODY, TEAM),
    "suggestion_place": Row(TEAM, TEAM),
    "suggestion_reject": Row(TEAM, TEAM),
    "decision_undo": Row(NOBODY, TEAM),
    "scales": Row(TEAM),
    "recommendation_list": Row(TEAM),
    "recommendation_add": Row(TEAM, TEAM),
    "recommendation_detail": Row(TEAM),
    "recommendation_edit": Row(TEAM, TEAM),
    "evidence_link": Row(TEAM, TEAM),
    "evidence_search": Row(TEAM, TEAM),
    "recommendation_ready": Row(NOBODY, TEAM),
    "evidence_approve": Row(NOBODY, TEAM),
    "evidence_remove": Row(NOBODY, TEAM),
    "what_happened": Row(EVERYBODY),
    "commitment_list": Row(TEAM),
    "commitment_edit": Row(TEAM, TEAM),
    "commitment_publish": Row(NOBODY, TEAM),
    "commitment_take_back": Row(NOBODY, TEAM),
    "export_list": Row(TEAM, TEAM),
    "export_progress": Row(TEAM),
    "export_check": Row(TEAM, TEAM),
    "export_download": Row(TEAM),
}
