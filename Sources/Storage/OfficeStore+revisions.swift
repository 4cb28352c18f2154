import GRDB

extension OfficeStore {
    /// The revision that stands, then each one that takes its place, whichever process wrote it.
    ///
    /// It begins with the current one, so that nothing is missed between ``load()`` and here. Of revisions that follow
    /// each other faster than they are asked for only the newest is told. It ends when the task that reads it is
    /// cancelled. While the database cannot be read it keeps trying.
    ///
    /// - Parameter pause: time between two looks. A look takes some microseconds; SQLite has no way to be told.
    public func revisions(pollEvery pause: Duration = .milliseconds(20)) -> AsyncStream<Int> {
        let watcher = RevisionWatcher(path: path, pause: pause)
        return AsyncStream { await watcher.next() }
    }
}

/// Looks for new revisions on a connection of its own, which writes nothing: `PRAGMA data_version` tells a connection of
/// the others' commits only (https://www.sqlite.org/pragma.html#pragma_data_version).
private actor RevisionWatcher {
    private let path: String
    private let pause: Duration
    private var connection: DatabaseQueue?
    private var dataVersion: Int?
    private var revision: Int?

    init(path: String, pause: Duration) {
        self.path = path
        self.pause = pause
    }

    /// The next revision; `nil` when the task is cancelled.
    func next() async -> Int? {
        while !Task.isCancelled {
            if let revision = look() { return revision }
            do {
                try await Task.sleep(for: pause)
            } catch {
                return nil
            }
        }
        return nil
    }

    /// The revision, if it is another than last time.
    private func look() -> Int? {
        do {
            let connection = try connection ?? connect()
            return try connection.unsafeRead { database in
                // In this order: what is committed between the two shows at the next look.
                let version = try Int.fetchOne(database.cachedStatement(sql: "PRAGMA data_version"))
                guard version != dataVersion else { return nil }
                let current = try database.revision()
                dataVersion = version
                guard current != revision else { return nil }
                revision = current
                return current
            }
        } catch {
            // Locked for a moment, or worse: either way the next look starts afresh.
            connection = nil
            dataVersion = nil
            return nil
        }
    }

    private func connect() throws -> DatabaseQueue {
        var configuration = OfficeStore.configuration(readOnly: true)
        configuration.label = "OfficeStore.revisions"
        configuration.busyMode = .immediateError
        let connection = try DatabaseQueue(path: path, configuration: configuration)
        self.connection = connection
        return connection
    }
}
