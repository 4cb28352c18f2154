import Foundation
import Testing

@testable import Storage

/// Databases that are not there, not ours, not now or not whole.
@Suite struct OpeningTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func error(_ body: () throws -> Void) -> StorageError? {
        do {
            try body()
            return nil
        } catch {
            return error as? StorageError
        }
    }

    private func open(_ schema: Schema) throws -> OfficeStore {
        try OfficeStore(path: folder.database, access: .readWrite, now: { testDate }, schema: schema)
    }

    private var next: Schema {
        Schema(migrations: Schema.current.migrations + [.init(name: "2 next", sql: "CREATE TABLE next (id INTEGER)")])
    }

    @Test func newerVersionIsRefused() throws {
        _ = try open(next)
        #expect(error { _ = try folder.open() } == .newerVersion(path: folder.database))
        #expect(error { _ = try folder.open(.readOnly) } == .newerVersion(path: folder.database))
    }

    @Test func olderVersionIsBroughtUpToDate() throws {
        try folder.open().replace(with: users("101"), author: "a", comment: "c", expecting: nil)
        #expect(
            error { _ = try OfficeStore(path: folder.database, access: .readOnly, now: { testDate }, schema: next) }
                == .olderVersion(path: folder.database))
        #expect(try open(next).load() == StoredOffice(revision: 1, entries: users("101")))
    }

    @Test func readOnlyCannotWriteNorCreate() throws {
        let missing = error { _ = try folder.open(.readOnly) }
        guard case .cannotOpen(folder.database, _) = missing else {
            Issue.record("\(String(describing: missing))")
            return
        }
        let writer = try folder.open()
        let reader = try folder.open(.readOnly)
        #expect(
            error { try reader.replace(with: users("1"), author: "a", comment: "c", expecting: nil) }
                == .notWritable(path: folder.database))
        #expect(try writer.load().revision == 0)
    }

    @Test(arguments: ["this is a letter, not a database, and long enough to tell", "x"])
    func anotherSortOfFileIsRefusedAndKept(_ text: String) throws {
        try text.write(toFile: folder.database, atomically: false, encoding: .utf8)
        #expect(error { _ = try folder.open() } == .notADatabase(path: folder.database))
        #expect(try String(contentsOfFile: folder.database, encoding: .utf8) == text)
    }

    @Test func anotherProgramsDatabaseIsRefusedAndKept() throws {
        let other = Schema(migrations: [.init(name: "theirs", sql: "CREATE TABLE theirs (id INTEGER)")])
        _ = try open(other)
        #expect(error { _ = try folder.open() } == .notADatabase(path: folder.database))
    }

    @Test("a file whose pages were overwritten")
    func damaged() throws {
        do {
            let store = try folder.open()
            let entries = (0..<2_000).map { Entry(kind: "user", key: "\($0)", position: $0, body: "{}") }
            try store.replace(with: entries, author: "a", comment: "c", expecting: nil)
        }
        let file = try #require(FileHandle(forUpdatingAtPath: folder.database))
        let size = try file.seekToEnd()
        try file.seek(toOffset: 8_192)
        try file.write(contentsOf: Data(repeating: 0xA5, count: Int(size) - 8_192))
        try file.close()
        #expect(error { _ = try folder.open().load() } == .damaged(path: folder.database))
    }

    @Test func folderThatIsNotThere() {
        let path = folder.path + "/none/office.db"
        let failure = error { _ = try OfficeStore(path: path, now: { testDate }) }
        #expect(failure == .cannotOpen(path: folder.path + "/none", reason: "No such file or directory"))
        #expect(failure?.localizedDescription.contains("check the path") == true)
    }

    @Test func folderInPlaceOfTheFile() {
        let failure = error { _ = try OfficeStore(path: folder.path, now: { testDate }) }
        guard case .cannotOpen(folder.path, _) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test("others may not read what holds voicemail PINs")
    func fileRights() throws {
        _ = try folder.open()
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.database)
        let rights = try #require(attributes[.posixPermissions] as? Int)
        #expect(rights & 0o007 == 0)
    }

    @Test("a power cut loses no rule change")
    func synchronous() throws {
        let store = try folder.open()
        let expected = ["synchronous": 2, "foreign_keys": 1, "busy_timeout": 5_000]
        for (name, value) in expected {
            let actual = try store.pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA \(name)") }
            #expect(actual == value, "\(name)")
        }
    }
}
