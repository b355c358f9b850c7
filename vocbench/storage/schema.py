"""The tables of a project file, and the steps that bring an older file up to date."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    select,
    text,
    update,
)

from vocbench.errors import NewerProjectError

metadata = MetaData()


def _id() -> Column[str]:
    return Column("id", String(32), primary_key=True)


def _ref(name: str, target: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, ForeignKey(f"{target}.id"), nullable=nullable)


meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

act = Table(
    "act",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("kind", String, nullable=False),  # do, undo or redo
    Column("label", Text, nullable=False),
    Column("changes", JSON, nullable=False),
    Column("reverses", ForeignKey("act.number")),
    Index("act_who", "who", "number"),
)

source = Table(
    "source",
    metadata,
    _id(),
    Column("name", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),  # transcript or answers
    Column("text", Text, nullable=False),
    Column("hash", String, nullable=False),
    Column("language", String),
    # Turns, speakers and events belong to the frozen text and are only ever read with it.
    Column("structure", JSON, nullable=False),
    Column("media", Text),  # the recording: a path, from the folder of the project where it is below that
    Column("created", String, nullable=False),
    Column("revised", String, nullable=False),  # when its text, structure or language was last set
    Column("said_on", String),  # the day on which it was said or written, ISO 8601
    Column("wave", String),  # the wave it belongs to; an answer may have one of its own
)

# Corrected texts. What was first added stays in the source as it was; the highest number counts.
text_version = Table(
    "text_version",
    metadata,
    _id(),
    _ref("source_id", "source"),
    Column("number", Integer, nullable=False),  # from 2: the first version is the source's own
    Column("text", Text, nullable=False),
    Column("hash", String, nullable=False),
    Column("structure", JSON, nullable=False),
    Column("edits", JSON, nullable=False),  # start and end in the version before, and the new words
    Column("who", String, nullable=False),
    Column("created", String, nullable=False),
    UniqueConstraint("source_id", "number"),
)

respondent = Table(
    "respondent",
    metadata,
    _id(),
    Column("key", String, nullable=False, unique=True),
    Column("attributes", JSON, nullable=False),
    Column("voice", String, nullable=False, default="customer"),  # customer, employee or self as customer
)

answer = Table(
    "answer",
    metadata,
    _id(),
    _ref("source_id", "source"),
    _ref("respondent_id", "respondent"),
    Column("question", Text, nullable=False),
    Column("wave", String),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("hash", String, nullable=False),
    Column("score", Float),
    Index("answer_source", "source_id"),
    Index("answer_respondent", "respondent_id"),
)

code = Table(
    "code",
    metadata,
    _id(),
    Column("name", String, nullable=False),
    _ref("parent_id", "code", nullable=True),
    Column("color", String, nullable=False),
    Column("description", Text, nullable=False),
    Column("when_to_use", Text, nullable=False, default=""),
    Column("when_not_to_use", Text, nullable=False, default=""),
    Column("key", String, nullable=False, default=""),
    Column("is_codable", Boolean, nullable=False, default=True),  # else it only groups the codes under it
    Index("code_once", text("coalesce(parent_id, '')"), "name", unique=True),
)

code_set = Table("code_set", metadata, _id(), Column("name", String, nullable=False, unique=True))

code_in_set = Table(
    "code_in_set",
    metadata,
    Column("set_id", ForeignKey("code_set.id"), primary_key=True),
    Column("code_id", ForeignKey("code.id"), primary_key=True),
    Index("set_of_code", "code_id"),
)

coding = Table(
    "coding",
    metadata,
    _id(),
    _ref("source_id", "source"),
    _ref("answer_id", "answer", nullable=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    _ref("code_id", "code"),
    Column("coder", String, nullable=False),
    Column("memo", Text, nullable=False),
    Column("created", String, nullable=False),
    Column("example", Boolean, nullable=False, default=False),  # shows what its code means
    _ref("rule_id", "rule", nullable=True),  # the rule that proposed it
    Column("doubt", Text, nullable=False, default=""),  # why a person should look at it; "" where sure
    Column("was", Text, nullable=False, default=""),  # its quote before the doubt
    Index("coding_source", "source_id", "start"),
    Index("coding_answer", "answer_id"),
    Index("coding_code", "code_id", "source_id", "coder"),  # counts codings by code without reading them
    Index("coding_rule", "rule_id"),
    # A missing answer counts as a value here: SQL takes two missing ones for different.
    Index(
        "coding_once",
        "source_id",
        text("coalesce(answer_id, '')"),
        "start",
        "end",
        "code_id",
        "coder",
        unique=True,
    ),
)

# Memos, and what other programs know of a study and this one has no use for yet. A thing is named by
# its id alone, whatever it is: when it goes the memo stays, and when that is undone the two are one again.
memo = Table(
    "memo",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", String, nullable=False),  # "" where nobody knows
    Column("created", String, nullable=False),
)

# A memo about nothing is about the project.
memo_about = Table(
    "memo_about",
    metadata,
    Column("memo_id", ForeignKey("memo.id"), primary_key=True),
    Column("thing", String(32), primary_key=True),
    Index("memo_of_thing", "thing"),
)

link = Table(
    "link",
    metadata,
    _id(),
    Column("origin", String(32), nullable=False),
    Column("target", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("direction", String, nullable=False),  # Associative, OneWay or Bidirectional
    Column("color", String, nullable=False),
    Index("link_origin", "origin"),
    Index("link_target", "target"),
)

# A stretch of a text that somebody marked and did not code.
passage = Table(
    "passage",
    metadata,
    _id(),
    _ref("source_id", "source"),
    _ref("answer_id", "answer", nullable=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index("passage_source", "source_id"),
    Index("passage_answer", "answer_id"),
)

# Pictures, pages and recordings that lie elsewhere.
reference = Table(
    "reference",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),  # text, pdf, picture, audio or video
    Column("path", Text, nullable=False),
    _ref("source_id", "source", nullable=True),  # the text that was made of it
    Column("created", String, nullable=False),
    Index("reference_source", "source_id"),
)

# What a set of codes holds beside codes: sources and memos.
set_member = Table(
    "set_member",
    metadata,
    Column("set_id", ForeignKey("code_set.id"), primary_key=True),
    Column("thing", String(32), primary_key=True),
)

# What is known of an attribute beside its values.
variable = Table(
    "variable",
    metadata,
    Column("name", String, primary_key=True),
    Column("guid", String(32), nullable=False),
    Column("kind", String, nullable=False),
    Column("description", Text, nullable=False),
)

rule = Table(
    "rule",
    metadata,
    _id(),
    Column("fingerprint", String, nullable=False, unique=True),
    Column("content", JSON, nullable=False),
    Column("who", String, nullable=False),
    Column("created", String, nullable=False),
)

# How many proposals each act took over, also where the coding went since. Rows are added and never
# changed: a sum kept with the rule would tie the undo of one coder to the work of another.
acceptance = Table(
    "acceptance",
    metadata,
    _id(),
    _ref("rule_id", "rule"),
    Column("proposals", Integer, nullable=False),
    Column("who", String, nullable=False),
    Index("acceptance_rule", "rule_id"),
)

refusal = Table(
    "refusal",
    metadata,
    _id(),
    _ref("rule_id", "rule"),
    _ref("source_id", "source"),
    _ref("answer_id", "answer", nullable=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("who", String, nullable=False),
    Index("refusal_rule", "rule_id"),
    Index("refusal_source", "source_id"),
    Index("refusal_answer", "answer_id"),
)

# What boards look like that a researcher designed; those of the package are in no file.
template = Table(
    "template",
    metadata,
    Column("id", String, primary_key=True),
    Column("content", JSON, nullable=False),
)

board = Table(
    "board",
    metadata,
    _id(),
    Column("name", String, nullable=False, unique=True),
    Column("question", Text, nullable=False),
    Column("template", String, nullable=False),
    Column("subject", String, nullable=False),  # person, segment or imagined
    Column("is_assumption", Boolean, nullable=False, default=False),
)

# Nobody for a segment is everybody who was heard.
board_about = Table(
    "board_about",
    metadata,
    Column("board_id", ForeignKey("board.id"), primary_key=True),
    Column("respondent_id", ForeignKey("respondent.id"), primary_key=True),
)

note = Table(
    "note",
    metadata,
    _id(),
    _ref("board_id", "board"),
    Column("region", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("origin", String, nullable=False),
    Column("author", String, nullable=False),
    Column("position", Float, nullable=False),  # between two others there is always room for one more
    Column("standing", String, nullable=False),  # proposed, accepted or refused
    Column("proposed_from", String, nullable=False),  # id of a code or topic, "" where a person wrote it
    Column("confidence", Float),
    Column("group", String, nullable=False),
    Column("details", JSON, nullable=False),  # what is known of them, and nothing else
    Column("stale", Text, nullable=False),
    # What was refused is off the board, and leaves room for the same words.
    Index("note_once", "board_id", "region", "text", unique=True, sqlite_where=text("standing <> 'refused'")),
    Index("note_board", "board_id"),
)

# A row each, so that one coder can take a vote back after another one voted.
vote = Table(
    "vote",
    metadata,
    Column("note_id", ForeignKey("note.id"), primary_key=True),
    Column("who", String, primary_key=True),
)

# The lesser of the two ids comes first.
kin = Table(
    "kin",
    metadata,
    _id(),
    _ref("one_id", "note"),
    _ref("other_id", "note"),
    Column("kinship", String, nullable=False),  # same or opposite
    UniqueConstraint("one_id", "other_id"),
    Index("kin_other", "other_id"),
)

evidence = Table(
    "evidence",
    metadata,
    _id(),
    _ref("note_id", "note"),
    Column("position", Integer, nullable=False),
    Column("relation", String, nullable=False),
    _ref("coding_id", "coding", nullable=True),
    _ref("answer_id", "answer", nullable=True),
    _ref("topic_id", "topic", nullable=True),
    Index("evidence_note", "note_id"),
    Index("evidence_coding", "coding_id"),
)

# In which order a respondent told to have gone through the stages of a journey.
told_order = Table(
    "told_order",
    metadata,
    _id(),
    _ref("board_id", "board"),
    _ref("respondent_id", "respondent"),
    Column("stages", JSON, nullable=False),  # their ids
    UniqueConstraint("board_id", "respondent_id"),
    Index("told_by_respondent", "respondent_id"),
)

# From notes to what is done about them. Each level has its links to the level below, so that what
# rests on something that goes is found from below.
insight = Table(
    "insight",
    metadata,
    _id(),
    Column("text", Text, nullable=False, unique=True),
    Column("depth", String, nullable=False),  # said, felt or systemic
    Column("feeling", Text, nullable=False),
    Column("goal", Text, nullable=False),
    Column("motive", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("created", String, nullable=False),
    Column("stale", Text, nullable=False),
)

insight_note = Table(
    "insight_note",
    metadata,
    Column("insight_id", ForeignKey("insight.id"), primary_key=True),
    Column("note_id", ForeignKey("note.id"), primary_key=True),
    Index("insight_of_note", "note_id"),
)

# What participants said of an insight that was put to them: one verdict each, the last.
member_check = Table(
    "member_check",
    metadata,
    _id(),
    _ref("insight_id", "insight"),
    _ref("respondent_id", "respondent"),
    Column("verdict", String, nullable=False),  # confirmed or rejected
    Column("words", Text, nullable=False),
    Column("who", String, nullable=False),
    Column("created", String, nullable=False),
    UniqueConstraint("insight_id", "respondent_id"),
    Index("check_by_respondent", "respondent_id"),
)

opportunity = Table(
    "opportunity",
    metadata,
    _id(),
    Column("text", Text, nullable=False, unique=True),
    Column("job", Text, nullable=False),
    Column("pain", Text, nullable=False),
    Column("relief", Text, nullable=False),
    Column("stakeholder", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("created", String, nullable=False),
    Column("stale", Text, nullable=False),
)

opportunity_insight = Table(
    "opportunity_insight",
    metadata,
    Column("opportunity_id", ForeignKey("opportunity.id"), primary_key=True),
    Column("insight_id", ForeignKey("insight.id"), primary_key=True),
    Index("opportunity_of_insight", "insight_id"),
)

action = Table(
    "action",
    metadata,
    _id(),
    Column("text", Text, nullable=False, unique=True),
    Column("owner", Text, nullable=False),
    Column("status", String, nullable=False),  # idea, planned, doing, done or dropped
    Column("due", String),  # a day, ISO 8601
    Column("measure", Text, nullable=False),
    Column("wave", String, nullable=False),
    Column("author", String, nullable=False),
    Column("created", String, nullable=False),
    Column("stale", Text, nullable=False),
)

action_opportunity = Table(
    "action_opportunity",
    metadata,
    Column("action_id", ForeignKey("action.id"), primary_key=True),
    Column("opportunity_id", ForeignKey("opportunity.id"), primary_key=True),
    Index("action_of_opportunity", "opportunity_id"),
)

# A run is what a model said and never changes; what people said about it stands in placements, and in
# the names and merges of its topics.
topic_run = Table(
    "topic_run",
    metadata,
    _id(),
    Column("kind", String, nullable=False),  # answers or passages
    Column("question", Text),
    Column("languages", JSON),  # as they were asked for; those of the settings may have been found
    Column("fingerprint", String, nullable=False, unique=True),  # of all choices and of the answers
    Column("encoder", String, nullable=False),  # under this name its vectors are kept
    Column("settings", JSON, nullable=False),
    Column("versions", JSON, nullable=False),  # package: version
    Column("timings", JSON, nullable=False),
    Column("notice", Text, nullable=False),
    Column("not_carried", JSON, nullable=False),  # edits of the model before that are lost in this one
    Column("created", String, nullable=False),
    Index("topic_run_question", "question"),
)

topic = Table(
    "topic",
    metadata,
    _id(),
    _ref("run_id", "topic_run"),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("named", Boolean, nullable=False),  # a person gave the name
    Column("words", JSON, nullable=False),
    Column("centre", Text, nullable=False),  # float32, little-endian, in base64: the log keeps rows as text
    Column("floor", Float, nullable=False),
    Column("stability", Float),
    Column("code", Text, nullable=False),  # path of the code that guided it
    _ref("into_id", "topic", nullable=True),  # merged into this one, which is itself in no other
    _ref("from_id", "topic", nullable=True),  # split from this one
    UniqueConstraint("run_id", "number"),
    Index("topic_into", "into_id"),
    Index("topic_from", "from_id"),
)

# One row per answer or passage. ``part`` tells the rows of the fit (0) from those of later waves:
# the number of the act that took them in, which no other wave ever has.
topic_answer = Table(
    "topic_answer",
    metadata,
    Column("run_id", ForeignKey("topic_run.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, nullable=False),
    _ref("answer_id", "answer", nullable=True),
    # A passage of a transcript, where it is no answer.
    _ref("source_id", "source", nullable=True),
    Column("item", String),
    Column("start", Integer),
    Column("end", Integer),
    Column("quote", Text),
    Column("speaker", String),
    Column("topic", Integer),  # -1: unclear; no value: says nothing, and then a reason
    Column("similarity", Float),
    Column("nearest", Integer),
    Column("language", String),
    Column("x", Float),
    Column("y", Float),
    Column("reason", String),
    Index("topic_of_answer", "answer_id"),
    Index("topic_of_source", "source_id", sqlite_where=text("source_id IS NOT NULL")),
    sqlite_with_rowid=False,  # kept in the order in which it is read
)

# What a person said about an answer or passage; it goes before what the model said.
topic_placement = Table(
    "topic_placement",
    metadata,
    _id(),
    Column("run_id", String, nullable=False),
    Column("position", Integer, nullable=False),
    _ref("topic_id", "topic", nullable=True),  # no value: unclear or set aside
    Column("kind", String, nullable=False),  # moved, pinned or aside
    ForeignKeyConstraint(["run_id", "position"], ["topic_answer.run_id", "topic_answer.position"]),
    UniqueConstraint("run_id", "position"),
    Index("topic_placed", "topic_id"),
)

# What each participant agreed to; one row each, the last that was recorded.
consent = Table(
    "consent",
    metadata,
    _id(),
    Column("respondent_id", ForeignKey("respondent.id"), nullable=False, unique=True),
    Column("scopes", JSON, nullable=False),
    Column("given", String, nullable=False),  # the day, ISO 8601
    Column("form", Text, nullable=False),
    Column("remove_after", String),
    Column("withdrawn", String),
)

# Names that the transcripts do not tell: of partners, colleagues, towns, employers.
roster_name = Table(
    "roster_name",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("kind", String, nullable=False),  # person, place or organisation
    _ref("respondent_id", "respondent", nullable=True),  # whose name it is, where it is a participant's
)

# Who looked at which words and found that they are no names.
review = Table(
    "review",
    metadata,
    _id(),
    Column("who", String, nullable=False),
    Column("at", String, nullable=False),
    Column("digest", String, nullable=False),  # SHA-256 of the words
)

review_word = Table(
    "review_word",
    metadata,
    Column("word", String, primary_key=True),  # in small letters
    _ref("review_id", "review"),
)

# Vectors of texts, a block a row. They save time and say nothing: written outside of any act, in no
# log, and made again where they are gone.
vector_block = Table(
    "vector_block",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("encoder", String, nullable=False),
    Column("hashes", LargeBinary, nullable=False),  # 16 bytes a text
    Column("vectors", LargeBinary, nullable=False),  # 16-bit floats, in that order
    Index("vector_block_encoder", "encoder"),
)

Step = Callable[[Connection], None]

MIGRATIONS: tuple[Step, ...] = (metadata.create_all,)
"""Step n brings a file from version n to n + 1. A step that has left the house never changes:
once there is a second one, the first gets the tables of its own day written out."""


def version(connection: Connection) -> int:
    """The schema version of an open project file."""
    found = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
    return int(found or 0)


def refuse_newer(found: int) -> None:
    """Raise if a file of version *found* was written by a newer vocbench.

    Raises:
        NewerProjectError: it was.
    """
    if found > len(MIGRATIONS):
        raise NewerProjectError(
            f"This project was saved by a newer vocbench (schema {found}, this one knows "
            f"{len(MIGRATIONS)}). Update vocbench to open it."
        )


def migrate(connection: Connection, *, done: int) -> None:
    """Bring a file of version *done* up to date, within the caller's transaction."""
    for number, step in enumerate(MIGRATIONS[done:], start=done + 1):
        step(connection)
        if number == 1:
            connection.execute(insert(meta).values(key="schema", value="1"))
        else:
            connection.execute(update(meta).where(meta.c.key == "schema").values(value=str(number)))
