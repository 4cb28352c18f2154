import Foundation
import GRDB

/// What hunt groups remember over restarts. It is no part of the rules: it makes no revision and has no history. A text
/// with a NUL is refused with ``StorageError/failed(path:reason:)``.
extension OfficeStore {
    /// What all groups remember, in one transaction.
    public func groupMemory() throws -> GroupMemoryRecord {
        try StorageError.translating(path: path) { try pool.read { try $0.groupMemory() } }
    }

    /// Remembers that a member of a group rang last.
    ///
    /// - Throws: ``StorageError/busy(path:)``, ``StorageError/diskFull(path:)``, ``StorageError/notWritable(path:)`` and
    ///   others; then nothing is changed.
    public func groupRang(_ group: String, member: String) throws {
        try checkTexts(group, member)
        // Nothing is written, and no other process looks, when the same member rings again.
        let sql = """
            INSERT INTO group_turn (group_name, member) VALUES (?, ?)
            ON CONFLICT (group_name) DO UPDATE SET member = excluded.member WHERE member <> excluded.member
            """
        try StorageError.translating(path: path) {
            try pool.write { try $0.cachedStatement(sql: sql).execute(arguments: [group, member]) }
        }
    }

    /// Counts a call that a member of a group answered.
    ///
    /// - Throws: as ``groupRang(_:member:)``.
    public func groupAnswered(_ group: String, member: String, at date: Date) throws {
        try checkTexts(group, member)
        let sql = """
            INSERT INTO group_member (group_name, member, calls, milliseconds) VALUES (?, ?, 1, ?)
            ON CONFLICT (group_name, member) DO UPDATE SET calls = calls + 1, milliseconds = excluded.milliseconds
            """
        try StorageError.translating(path: path) {
            try pool.write { try $0.cachedStatement(sql: sql).execute(arguments: [group, member, date.milliseconds]) }
        }
    }

    /// Forgets what groups remember that are no longer there.
    ///
    /// - Parameter kept: the groups that are.
    /// - Throws: as ``groupRang(_:member:)``.
    public func forgetGroups(except kept: Set<String>) throws {
        try StorageError.translating(path: path) {
            try pool.write { database in
                for name in try database.groupNames() where !kept.contains(name) {
                    try database.execute(sql: "DELETE FROM group_member WHERE group_name = ?", arguments: [name])
                    try database.execute(sql: "DELETE FROM group_turn WHERE group_name = ?", arguments: [name])
                }
            }
        }
    }
}

extension Database {
    /// Within a transaction, or it may be torn.
    fileprivate func groupMemory() throws -> GroupMemoryRecord {
        var record = GroupMemoryRecord()
        let members = try Row.fetchCursor(self, sql: "SELECT group_name, member, calls, milliseconds FROM group_member")
        while let row = try members.next() {
            let milliseconds: Int64? = row[3]
            record.groups[row[0], default: .init()].members[row[1]] = GroupMemoryRecord.Member(
                calls: row[2], last: milliseconds.map(Date.init(milliseconds:)))
        }
        let turns = try Row.fetchCursor(self, sql: "SELECT group_name, member FROM group_turn")
        while let row = try turns.next() {
            record.groups[row[0], default: .init()].turn = row[1]
        }
        return record
    }

    fileprivate func groupNames() throws -> [String] {
        try String.fetchAll(self, sql: "SELECT group_name FROM group_member UNION SELECT group_name FROM group_turn")
    }
}
