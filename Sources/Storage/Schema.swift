import GRDB

/// The tables, as the list of steps that lead to them. A step, once released, never changes.
struct Schema: Sendable {
    /// One step.
    struct Migration: Sendable {
        var name: String
        var sql: String
    }

    /// "SWBD", in the database's header: tells our files from other programs' (https://www.sqlite.org/pragma.html#pragma_application_id).
    static let applicationID = 0x5357_4244

    var migrations: [Migration]

    /// What this version reads and writes.
    static let current = Schema(migrations: [
        Migration(
            name: "1 entries and their history",
            sql: """
                PRAGMA application_id = \(applicationID);
                CREATE TABLE office (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    revision INTEGER NOT NULL
                );
                INSERT INTO office (id, revision) VALUES (1, 0);
                CREATE TABLE entry (
                    kind TEXT NOT NULL,
                    key TEXT NOT NULL,
                    position INTEGER NOT NULL,
                    body TEXT NOT NULL,
                    PRIMARY KEY (kind, key)
                ) WITHOUT ROWID;
                CREATE TABLE change (
                    revision INTEGER PRIMARY KEY,
                    milliseconds INTEGER NOT NULL, -- since 1970, UTC
                    author TEXT NOT NULL,
                    comment TEXT NOT NULL
                );
                -- Bodies are kept where they differ: NULL on both sides when an entry only moved.
                CREATE TABLE change_entry (
                    revision INTEGER NOT NULL REFERENCES change (revision) ON DELETE CASCADE,
                    kind TEXT NOT NULL,
                    key TEXT NOT NULL,
                    effect TEXT NOT NULL,
                    position_before INTEGER,
                    body_before TEXT,
                    position_after INTEGER,
                    body_after TEXT,
                    PRIMARY KEY (revision, kind, key)
                ) WITHOUT ROWID;
                """),
        // Not part of the rules: no revision, no history.
        Migration(
            name: "2 talks and group memory",
            sql: """
                CREATE TABLE talk (
                    number TEXT NOT NULL, -- E.164
                    user TEXT NOT NULL, -- extension
                    milliseconds INTEGER NOT NULL, -- of the last one, since 1970, UTC
                    PRIMARY KEY (number, user)
                ) WITHOUT ROWID;
                CREATE INDEX talk_milliseconds ON talk (milliseconds);
                CREATE TABLE group_member (
                    group_name TEXT NOT NULL,
                    member TEXT NOT NULL,
                    calls INTEGER NOT NULL, -- answered
                    milliseconds INTEGER, -- of the last one answered, since 1970, UTC
                    PRIMARY KEY (group_name, member)
                ) WITHOUT ROWID;
                -- Who rang last.
                CREATE TABLE group_turn (
                    group_name TEXT PRIMARY KEY,
                    member TEXT NOT NULL
                ) WITHOUT ROWID;
                """),
        // Not part of the rules either. All times in milliseconds since 1970, UTC.
        Migration(
            name: "3 calls",
            sql: """
                CREATE TABLE call (
                    id TEXT PRIMARY KEY, -- Linkedid
                    began INTEGER NOT NULL,
                    answered INTEGER,
                    ended INTEGER, -- NULL: live
                    origin TEXT NOT NULL,
                    caller_number TEXT,
                    caller_name TEXT,
                    caller_user TEXT, -- extension
                    dialled TEXT NOT NULL,
                    entry TEXT, -- name of the number dialled
                    disposition TEXT, -- NULL: not known yet
                    answered_by TEXT, -- extension or number
                    revision INTEGER
                );
                CREATE INDEX call_began ON call (began);
                CREATE INDEX call_open ON call (ended) WHERE ended IS NULL;
                CREATE INDEX call_caller_number ON call (caller_number) WHERE caller_number IS NOT NULL;
                CREATE INDEX call_caller_user ON call (caller_user) WHERE caller_user IS NOT NULL;
                CREATE INDEX call_dialled ON call (dialled);
                CREATE TABLE leg (
                    call TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
                    place INTEGER NOT NULL, -- in the order they came
                    channel TEXT NOT NULL, -- Uniqueid
                    channel_name TEXT NOT NULL,
                    mark TEXT NOT NULL,
                    user TEXT, -- extension
                    number TEXT, -- E.164
                    is_caller INTEGER NOT NULL,
                    began INTEGER NOT NULL,
                    answered INTEGER,
                    ended INTEGER,
                    outcome TEXT,
                    cause INTEGER, -- Q.850
                    dialled_by TEXT, -- Uniqueid
                    PRIMARY KEY (call, place)
                ) WITHOUT ROWID;
                CREATE INDEX leg_user ON leg (user) WHERE user IS NOT NULL;
                CREATE INDEX leg_number ON leg (number) WHERE number IS NOT NULL;
                CREATE TABLE decision (
                    call TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
                    place INTEGER NOT NULL,
                    channel TEXT NOT NULL, -- Uniqueid
                    milliseconds INTEGER NOT NULL,
                    step TEXT NOT NULL,
                    explanation TEXT NOT NULL, -- JSON array of lines
                    PRIMARY KEY (call, place)
                ) WITHOUT ROWID;
                CREATE TABLE talk_time (
                    call TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
                    place INTEGER NOT NULL,
                    channels TEXT NOT NULL, -- JSON array of Uniqueids
                    began INTEGER NOT NULL,
                    ended INTEGER,
                    PRIMARY KEY (call, place)
                ) WITHOUT ROWID;
                CREATE TABLE transfer (
                    id TEXT PRIMARY KEY,
                    call TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
                    place INTEGER NOT NULL,
                    transferor TEXT NOT NULL, -- mark
                    user TEXT, -- extension
                    target TEXT NOT NULL,
                    kind TEXT NOT NULL,
                    began INTEGER NOT NULL,
                    outcome TEXT, -- NULL: under way
                    answered_by TEXT, -- extension or number
                    ended INTEGER,
                    reason TEXT
                ) WITHOUT ROWID;
                CREATE INDEX transfer_call ON transfer (call, place);
                """),
        Migration(
            name: "4 alerts",
            sql: """
                CREATE TABLE alert (
                    id TEXT PRIMARY KEY,
                    kind TEXT NOT NULL,
                    channel TEXT NOT NULL, -- email, webhook
                    address TEXT NOT NULL,
                    payload TEXT NOT NULL, -- JSON
                    attachment TEXT, -- of alert_attachment
                    created INTEGER NOT NULL,
                    since INTEGER NOT NULL, -- when it was to be delivered first
                    due INTEGER NOT NULL,
                    attempts INTEGER NOT NULL,
                    error TEXT,
                    state TEXT NOT NULL, -- open, delivered, dead
                    ended INTEGER
                );
                CREATE INDEX alert_due ON alert (channel, due) WHERE state = 'open';
                CREATE INDEX alert_ended ON alert (state, ended) WHERE state <> 'open';
                CREATE INDEX alert_attachment_use ON alert (attachment) WHERE attachment IS NOT NULL;
                CREATE TABLE alert_attachment (
                    id TEXT PRIMARY KEY,
                    name TEXT NOT NULL,
                    type TEXT NOT NULL,
                    body BLOB NOT NULL
                );
                -- Trunks that are down, as has been told.
                CREATE TABLE trunk_outage (
                    trunk TEXT PRIMARY KEY,
                    since INTEGER NOT NULL
                ) WITHOUT ROWID;
                ALTER TABLE call ADD COLUMN visited TEXT; -- JSON array of destinations
                """),
        // Not part of the rules either. All times in milliseconds since 1970, UTC.
        Migration(
            name: "5 callbacks",
            sql: """
                CREATE TABLE callback (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    queue TEXT NOT NULL, -- extension
                    number TEXT NOT NULL, -- E.164
                    name TEXT,
                    language TEXT NOT NULL,
                    call TEXT NOT NULL, -- Linkedid of the call he asked in
                    arrived INTEGER NOT NULL,
                    asked INTEGER NOT NULL,
                    most_attempts INTEGER NOT NULL,
                    window INTEGER NOT NULL, -- milliseconds
                    retry INTEGER NOT NULL, -- milliseconds
                    window_from INTEGER NOT NULL,
                    state TEXT NOT NULL, -- waiting, queued, dialing, ended
                    until INTEGER, -- of waiting
                    attempt INTEGER, -- of queued and dialing
                    outcome TEXT,
                    reason TEXT,
                    ended INTEGER
                );
                CREATE UNIQUE INDEX callback_open ON callback (queue, number) WHERE ended IS NULL;
                CREATE INDEX callback_asked ON callback (asked);
                CREATE INDEX callback_number ON callback (number);
                CREATE TABLE callback_attempt (
                    callback INTEGER NOT NULL REFERENCES callback (id) ON DELETE CASCADE,
                    number INTEGER NOT NULL, -- from 1
                    began INTEGER NOT NULL,
                    call TEXT NOT NULL, -- Linkedid
                    ended INTEGER,
                    result TEXT,
                    PRIMARY KEY (callback, number)
                ) WITHOUT ROWID;
                """),
        // What agents said of themselves: no part of the rules. Who has no line takes calls.
        Migration(
            name: "6 queue agents",
            sql: """
                CREATE TABLE queue_agent (
                    queue TEXT NOT NULL, -- extension
                    agent TEXT NOT NULL, -- extension or E.164
                    state TEXT NOT NULL,
                    milliseconds INTEGER NOT NULL, -- since when, since 1970, UTC
                    author TEXT NOT NULL,
                    PRIMARY KEY (queue, agent)
                ) WITHOUT ROWID;
                -- How often one of them has changed: for whoever waits for it.
                CREATE TABLE queue_agent_changes (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    count INTEGER NOT NULL
                );
                INSERT INTO queue_agent_changes (id, count) VALUES (1, 0);
                """),
        Migration(
            name: "7 recordings",
            sql: """
                CREATE TABLE recording (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    file TEXT NOT NULL UNIQUE, -- name in the folder of recordings
                    call TEXT NOT NULL, -- Linkedid when it began
                    channel TEXT NOT NULL, -- Uniqueid of who is outside
                    began INTEGER NOT NULL,
                    ended INTEGER, -- NULL: under way
                    bytes INTEGER NOT NULL,
                    number TEXT, -- of the office, E.164
                    queue TEXT,
                    group_name TEXT,
                    user TEXT, -- extension
                    caller TEXT -- who is outside, E.164
                );
                CREATE INDEX recording_call ON recording (call);
                CREATE INDEX recording_began ON recording (began);
                -- What was decided, for the files that come of it.
                CREATE TABLE recording_order (
                    call TEXT NOT NULL,
                    milliseconds INTEGER NOT NULL,
                    number TEXT,
                    queue TEXT,
                    group_name TEXT,
                    user TEXT,
                    caller TEXT,
                    PRIMARY KEY (call, milliseconds)
                ) WITHOUT ROWID;
                CREATE INDEX leg_channel ON leg (channel);
                """),
        Migration(
            name: "8 queue visits",
            sql: """
                CREATE TABLE queue_visit (
                    call TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
                    place INTEGER NOT NULL,
                    channel TEXT NOT NULL, -- Uniqueid
                    queue TEXT NOT NULL, -- extension
                    language TEXT, -- NULL: all
                    is_callback INTEGER NOT NULL, -- a virtual caller
                    entered INTEGER NOT NULL,
                    connected INTEGER,
                    ended INTEGER,
                    outcome TEXT, -- NULL: waits
                    position_at_entry INTEGER,
                    position INTEGER,
                    agent TEXT, -- extension or number
                    unanswered_rings INTEGER NOT NULL,
                    is_estimated INTEGER NOT NULL,
                    PRIMARY KEY (call, place)
                ) WITHOUT ROWID;
                -- Reports read these columns alone, and no table.
                CREATE INDEX queue_visit_report ON queue_visit
                    (entered, is_callback, queue, outcome, connected, ended, unanswered_rings);
                CREATE INDEX queue_visit_callback ON queue_visit (call) WHERE is_callback;
                DROP INDEX call_began;
                CREATE INDEX call_began ON call (began, ended, origin, disposition, answered, dialled, id);
                """),
    ])

    var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in migrations {
            migrator.registerMigration(migration.name) { try $0.execute(sql: migration.sql) }
        }
        return migrator
    }

    /// Refuses a database that holds another program's tables.
    static func checkOwner(_ database: Database) throws {
        let owner = try Int.fetchOne(database, sql: "PRAGMA application_id")
        if owner == applicationID { return }
        // GRDB's own tables may be there before our first step is.
        let others = try Int.fetchOne(
            database, sql: "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'")
        if owner != 0 || others != 0 {
            throw DatabaseError(resultCode: .SQLITE_NOTADB, message: "another program's database")
        }
    }
}
