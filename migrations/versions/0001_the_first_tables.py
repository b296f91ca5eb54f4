"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("works_at", sa.String(length=200), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("email LIKE '%_@_%'", name=op.f("ck_person_email")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_is_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "installation",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_installation")),
    )
    op.create_table(
        "reporter",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.CheckConstraint("kind <> 'country' OR length(code) = 3", name=op.f("ck_reporter_country_code")),
        sa.CheckConstraint("kind IN ('country', 'group')", name=op.f("ck_reporter_kind")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_reporter")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("modules", sa.JSON(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("region_scheme", sa.String(length=20), nullable=False),
        sa.Column("region_version", sa.String(length=20), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck_round_dates")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_round_sha256")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2200", name=op.f("ck_round_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("form", "year", name=op.f("uq_round_form_year")),
    )
    op.create_table(
        "seal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_line", sa.Integer(), nullable=False),
        sa.Column("last_line", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last_line >= first_line", name=op.f("ck_seal_lines")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_seal_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
        sa.UniqueConstraint("first_line", name=op.f("uq_seal_first_line")),
        sa.UniqueConstraint("last_line", name=op.f("uq_seal_last_line")),
    )
    op.create_table(
        "tries",
        sa.Column("key_sha256", sa.String(length=64), nullable=False),
        sa.Column("window", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 1", name=op.f("ck_tries_count")),
        sa.PrimaryKeyConstraint("key_sha256", "window", name=op.f("pk_tries")),
    )
    op.create_table(
        "held_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("reporter", sa.String(length=40), nullable=True),
        sa.Column("region", sa.String(length=20), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(role IN ('focal_point', 'contributor') AND reporter IS NOT NULL AND region IS NULL) OR (role = 'reviewer' AND reporter IS NULL) OR (role IN ('secretariat', 'administrator') AND reporter IS NULL AND region IS NULL)",
            name=op.f("ck_held_role_scope"),
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_held_role_span")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_held_role_person_id")),
        sa.ForeignKeyConstraint(["reporter"], ["reporter.code"], name=op.f("fk_held_role_reporter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_role")),
    )
    with op.batch_alter_table("held_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_held_role_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_held_role_person_role", ["person_id", "role"], unique=False)
        batch_op.create_index(batch_op.f("ix_held_role_reporter"), ["reporter"], unique=False)

    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("reporter", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state IN ('open', 'draft')) OR submitted_at IS NOT NULL", name=op.f("ck_report_submitted")
        ),
        sa.CheckConstraint(
            "(state NOT IN ('accepted', 'published')) OR accepted_at IS NOT NULL",
            name=op.f("ck_report_accepted"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'draft', 'submitted', 'returned', 'accepted', 'published')",
            name=op.f("ck_report_state"),
        ),
        sa.ForeignKeyConstraint(["reporter"], ["reporter.code"], name=op.f("fk_report_reporter")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_report_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("round_id", "reporter", name=op.f("uq_report_round_id_reporter")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_reporter"), ["reporter"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_round_id"), ["round_id"], unique=False)

    op.create_table(
        "round_catalog",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_catalog_round_id")),
        sa.PrimaryKeyConstraint("round_id", "language", name=op.f("pk_round_catalog")),
    )
    op.create_table(
        "round_revision",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("catalogs", sa.JSON(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_round_revision_sha256")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_round_revision_revision")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_revision_round_id")),
        sa.PrimaryKeyConstraint("round_id", "revision", name=op.f("pk_round_revision")),
    )
    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("code_sha256", sa.String(length=64), nullable=False),
        sa.Column("browser_sha256", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.CheckConstraint("person_id IS NOT NULL OR spent_at IS NULL", name=op.f("ck_sign_in_link_spent")),
        sa.CheckConstraint("wrong_codes BETWEEN 0 AND 5", name=op.f("ck_sign_in_link_wrong_codes")),
        sa.CheckConstraint("expires_at > asked_at", name=op.f("ck_sign_in_link_span")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_sign_in_link_token_sha256")),
    )
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_link_browser_sha256"), ["browser_sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "signed_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=120), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signed_in_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_in")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_signed_in_token_sha256")),
    )
    with op.batch_alter_table("signed_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signed_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("row", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("missing", sa.String(length=20), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("reference_year", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("reported_to", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("unread", sa.JSON(), nullable=False),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "missing IN ('', 'not_available', 'not_applicable', 'included_elsewhere', 'confidential')",
            name=op.f("ck_answer_missing"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_answer_version")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_answer_report_id")),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name=op.f("fk_answer_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("report_id", "question", "row", name=op.f("uq_answer_report_id_question_row")),
    )
    op.create_table(
        "answer_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("row", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_answer_change_report_id")),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name=op.f("fk_answer_change_saved_by")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_answer_change_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_change")),
        sa.UniqueConstraint(
            "report_id",
            "question",
            "row",
            "version",
            name=op.f("uq_answer_change_report_id_question_row_version"),
        ),
    )
    with op.batch_alter_table("answer_change", schema=None) as batch_op:
        batch_op.create_index("ix_answer_change_report_saved", ["report_id", "saved_at"], unique=False)

    op.create_table(
        "audit_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_audit_line_person_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_audit_line_report_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_audit_line_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_line")),
    )
    with op.batch_alter_table("audit_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_line_report_id"), ["report_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_line_round_id"), ["round_id"], unique=False)

    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reporter", sa.String(length=40), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("list", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_entry_report_id")),
        sa.ForeignKeyConstraint(["reporter"], ["reporter.code"], name=op.f("fk_entry_reporter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.CheckConstraint("length(code) >= 1", name=op.f("ck_entry_code")),
        sa.CheckConstraint("position >= 0", name=op.f("ck_entry_position")),
        sa.UniqueConstraint("report_id", "list", "code", name=op.f("uq_entry_report_id_list_code")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(
            "uq_entry_own_code",
            ["reporter", "list", "code"],
            unique=True,
            sqlite_where=sa.text("report_id IS NULL"),
            postgresql_where=sa.text("report_id IS NULL"),
        )

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gave_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_letter_attempts")),
        sa.CheckConstraint("sent_at IS NULL OR attempts >= 1", name=op.f("ck_letter_sent")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_person_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_letter_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_next_try_at"), ["next_try_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_report_id"), ["report_id"], unique=False)

    op.create_table(
        "at_section",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_at_section_person_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_at_section_report_id")),
        sa.PrimaryKeyConstraint("report_id", "section", "person_id", name=op.f("pk_at_section")),
    )
    op.create_table(
        "shared_section",
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("may", sa.String(length=8), nullable=False),
        sa.Column("wanted_by", sa.Date(), nullable=True),
        sa.CheckConstraint("may IN ('edit', 'comment')", name=op.f("ck_shared_section_may")),
        sa.ForeignKeyConstraint(["grant_id"], ["held_role.id"], name=op.f("fk_shared_section_grant_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_shared_section_report_id")),
        sa.PrimaryKeyConstraint("grant_id", "report_id", "section", name=op.f("pk_shared_section")),
    )
    op.create_table(
        "query",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("row", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("snapshot >= 1", name=op.f("ck_query_snapshot")),
        sa.CheckConstraint("state IN ('open', 'answered', 'closed')", name=op.f("ck_query_state")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_query_version")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_query_asked_by")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_query_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_query")),
    )
    with op.batch_alter_table("query", schema=None) as batch_op:
        batch_op.create_index("ix_query_report_state", ["report_id", "state"], unique=False)

    op.create_table(
        "query_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("query_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("move IN ('ask', 'reply', 'again', 'close')", name=op.f("ck_query_move_move")),
        sa.CheckConstraint("move = 'close' OR words <> ''", name=op.f("ck_query_move_words")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_query_move_number")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_query_move_made_by")),
        sa.ForeignKeyConstraint(["query_id"], ["query.id"], name=op.f("fk_query_move_query_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_query_move")),
        sa.UniqueConstraint("query_id", "number", name=op.f("uq_query_move_query_id_number")),
    )
    with op.batch_alter_table("query_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_query_move_query_id"), ["query_id"], unique=False)

    op.create_table(
        "annual_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("substantial", sa.Boolean(), nullable=False),
        sa.Column("justified", sa.Boolean(), nullable=True),
        sa.Column("justification", sa.Text(), nullable=False),
        sa.Column("observations", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(justified IS TRUE AND justification <> '') OR justified IS NOT TRUE",
            name=op.f("ck_annual_review_words"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_annual_review_number")),
        sa.CheckConstraint("observations <> ''", name=op.f("ck_annual_review_observations")),
        sa.CheckConstraint("substantial = (justified IS NULL)", name=op.f("ck_annual_review_justified")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_annual_review_made_by")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_annual_review_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_review")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_annual_review_report_id_number")),
    )

    op.create_table(
        "status_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reporter", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("decision IN ('hold', 'keep', 'lift')", name=op.f("ck_status_decision_decision")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_status_decision_number")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_status_decision_reason")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_status_decision_decided_by")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_status_decision_report_id")),
        sa.ForeignKeyConstraint(["reporter"], ["reporter.code"], name=op.f("fk_status_decision_reporter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_decision")),
        sa.UniqueConstraint("reporter", "number", name=op.f("uq_status_decision_reporter_number")),
    )
    with op.batch_alter_table("status_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_status_decision_report_id"), ["report_id"], unique=False)

    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("edition_sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("publishes", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_snapshot_sha256")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_snapshot_number")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_snapshot_made_by")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_snapshot_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_snapshot_report_id_number")),
    )
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_snapshot_report_id"), ["report_id"], unique=False)

    op.create_table(
        "step_taken",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("queries", sa.Integer(), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "step IN ('submit', 'return', 'accept', 'reopen', 'publish')", name=op.f("ck_step_taken_step")
        ),
        sa.CheckConstraint(
            "(step NOT IN ('return', 'reopen')) OR reason <> '' OR (step = 'return' AND queries > 0)",
            name=op.f("ck_step_taken_reason"),
        ),
        sa.CheckConstraint("queries >= 0", name=op.f("ck_step_taken_queries")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_step_taken_report_id")),
        sa.ForeignKeyConstraint(["taken_by"], ["person.id"], name=op.f("fk_step_taken_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_taken")),
    )
    with op.batch_alter_table("step_taken", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_taken_report_id"), ["report_id"], unique=False)

    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("row", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("pinned_by", sa.Integer(), nullable=False),
        sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_off_by", sa.Integer(), nullable=True),
        sa.Column("taken_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(taken_off_by IS NULL) = (taken_off_at IS NULL)", name=op.f("ck_passage_taken_off")
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_passage_text")),
        sa.ForeignKeyConstraint(["pinned_by"], ["person.id"], name=op.f("fk_passage_pinned_by")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_passage_report_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_passage_snapshot_id")),
        sa.ForeignKeyConstraint(["taken_off_by"], ["person.id"], name=op.f("fk_passage_taken_off_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
    )
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passage_report_id"), ["report_id"], unique=False)

    op.create_table(
        "answer_cell",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("cell", sa.String(length=400), nullable=False),
        sa.Column("number", sa.Float(precision=53), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN number IS NULL THEN 0 ELSE 1 END) + (CASE WHEN code IS NULL THEN 0 ELSE 1 END) + (CASE WHEN text IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_answer_cell_one_value"),
        ),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_answer_cell_answer_id")),
        sa.PrimaryKeyConstraint("answer_id", "cell", name=op.f("pk_answer_cell")),
    )


def downgrade() -> None:
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passage_report_id"))

    op.drop_table("passage")
    op.drop_table("answer_cell")
    with op.batch_alter_table("step_taken", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_taken_report_id"))

    op.drop_table("step_taken")
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_snapshot_report_id"))

    op.drop_table("snapshot")
    with op.batch_alter_table("status_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_status_decision_report_id"))

    op.drop_table("status_decision")
    op.drop_table("annual_review")
    with op.batch_alter_table("query_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_query_move_query_id"))

    op.drop_table("query_move")
    with op.batch_alter_table("query", schema=None) as batch_op:
        batch_op.drop_index("ix_query_report_state")

    op.drop_table("query")
    op.drop_table("shared_section")
    op.drop_table("at_section")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_report_id"))
        batch_op.drop_index(batch_op.f("ix_letter_person_id"))
        batch_op.drop_index(batch_op.f("ix_letter_next_try_at"))

    op.drop_table("letter")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index("uq_entry_own_code")

    op.drop_table("entry")
    with op.batch_alter_table("audit_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_line_round_id"))
        batch_op.drop_index(batch_op.f("ix_audit_line_report_id"))

    op.drop_table("audit_line")
    with op.batch_alter_table("answer_change", schema=None) as batch_op:
        batch_op.drop_index("ix_answer_change_report_saved")

    op.drop_table("answer_change")
    op.drop_table("answer")
    with op.batch_alter_table("signed_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signed_in_person_id"))

    op.drop_table("signed_in")
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_link_person_id"))
        batch_op.drop_index(batch_op.f("ix_sign_in_link_browser_sha256"))

    op.drop_table("sign_in_link")
    op.drop_table("round_revision")
    op.drop_table("round_catalog")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_round_id"))
        batch_op.drop_index(batch_op.f("ix_report_reporter"))

    op.drop_table("report")
    with op.batch_alter_table("held_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_held_role_reporter"))
        batch_op.drop_index("ix_held_role_person_role")
        batch_op.drop_index(batch_op.f("ix_held_role_person_id"))

    op.drop_table("held_role")
    op.drop_table("tries")
    op.drop_table("seal")
    op.drop_table("round")
    op.drop_table("reporter")
    op.drop_table("installation")
    op.drop_table("person")
