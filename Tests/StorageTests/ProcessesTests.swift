import Foundation
import Storage
import Testing

/// Several processes on one database. Exit tests run their body in a process of its own.
@Suite(.serialized) struct ProcessesTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("two that start on a new database and write at once lose nothing")
    func twoWriters() async throws {
        let path = folder.database
        await withTaskGroup(of: Void.self) { group in
            for name in ["a", "b"] {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String, name = name as String] in
                        let store = try OfficeStore(path: path, now: { testDate })
                        for number in 0..<50 {
                            try store.change(author: name, comment: "") { $0["user", "\(name)\(number)"] = "{}" }
                        }
                    }
                }
            }
        }
        let office = try folder.open().load()
        #expect(office.revision == 100)
        #expect(Set(office.entries.map(\.key)) == Set(["a", "b"].flatMap { name in (0..<50).map { "\(name)\($0)" } }))
    }

    @Test("killed while writing, the database is good and at a whole revision", arguments: 1...6)
    func killed(seed: Int) async throws {
        let path = folder.database
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, seed = seed as Int] in
            let store = try OfficeStore(path: path, now: { testDate })
            // Not earlier: the first revision must stand.
            try store.replace(with: ProcessesTests.office(of: 1), author: "a", comment: "", expecting: nil)
            Thread {
                usleep(UInt32(seed * 7_919 % 40_000))
                kill(getpid(), SIGKILL)
            }.start()
            for revision in 2... {
                try store.replace(with: ProcessesTests.office(of: revision), author: "a", comment: "", expecting: nil)
            }
        }
        let store = try folder.open()
        let office = try store.load()
        #expect(office.revision >= 1)
        #expect(office.entries == Self.office(of: office.revision))
        #expect(try store.history(limit: 1).first?.revision == office.revision)
        #expect(try store.entries(at: 1)?.entries == Self.office(of: 1))
        #expect(try store.change(author: "a", comment: "") { $0["user", "new"] = "{}" }.revision == office.revision + 1)
    }

    /// What revision `revision` holds: 1,000 entries, each of which tells it.
    static func office(of revision: Int) -> [Entry] {
        (0..<1_000).map { Entry(kind: "user", key: "\($0)", position: $0, body: "\(revision)") }
    }

    @Test("killed in the middle of a change, it leaves no lock")
    func killedInAChange() async throws {
        try folder.open().replace(with: Self.office(of: 1), author: "a", comment: "", expecting: nil)
        let path = folder.database
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = try OfficeStore(path: path, now: { testDate })
            try store.change(author: "a", comment: "") { set in
                set.entries = ProcessesTests.office(of: 2)
                kill(getpid(), SIGKILL)
            }
        }
        #expect(try folder.open().load() == StoredOffice(revision: 1, entries: Self.office(of: 1)))
        #expect(try folder.open().change(author: "a", comment: "") { $0.entries = [] }.revision == 2)
    }

    @Test("a folder and a file that may not be written")
    func noRights() async throws {
        _ = try folder.open()
        let (path, empty) = (folder.path, try TemporaryFolder())
        for folder in [path, empty.path] {
            try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.database)
        for folder in [path, empty.path] {
            await #expect(processExitsWith: .success) { [folder = folder as String] in
                // Root may write everywhere: be nobody.
                if getuid() == 0 { try #require(setuid(65_534) == 0) }
                #expect(throws: StorageError.notWritable(path: folder + "/office.db")) {
                    try OfficeStore(path: folder + "/office.db", now: { testDate })
                }
            }
        }
    }
}
