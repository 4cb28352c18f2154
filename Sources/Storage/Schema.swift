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
