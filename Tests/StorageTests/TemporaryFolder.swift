import Foundation
import Storage

/// A folder of a test's own, gone when the test is.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "StorageTests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The database's path.
    var database: String { path + "/office.db" }

    func open(_ access: OfficeStore.Access = .readWrite) throws -> OfficeStore {
        try OfficeStore(path: database, access: access, now: { testDate })
    }
}

/// Just past a whole millisecond: what is stored is rounded down to it.
let testDate = Date(timeIntervalSince1970: 1_790_000_000.1234)

/// Users with these keys, in this order.
func users(_ keys: String..., body: String = #"{"name":"A"}"#) -> [Entry] {
    keys.enumerated().map { Entry(kind: "user", key: $1, position: $0, body: body) }
}

extension Change {
    /// `added user 101`, a line for each item.
    var summary: [String] { items.map { "\($0.effect) \($0.id.kind) \($0.id.key)" } }
}
