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
        counts(pollEvery: pause) { try $0.revision() }
    }

    /// How often agents' states have changed, then each count that takes its place, as ``revisions(pollEvery:)`` has it.
    public func agentChanges(pollEvery pause: Duration = .milliseconds(20)) -> AsyncStream<Int> {
        counts(pollEvery: pause) { try $0.agentChanges() }
    }

    private func counts(
        pollEvery pause: Duration, of count: @escaping @Sendable (Database) throws -> Int
    ) -> AsyncStream<Int> {
        let watcher = CountWatcher(path: path, pause: pause, count: count)
        return AsyncStream { await watcher.next() }
    }
}

/// Looks for another count on a connection of its own, which writes nothing: `PRAGMA data_version` tells a connection of
/// the others' commits only (https://www.sqlite.org/pragma.html#pragma_data_version).
private actor CountWatcher {
    private let path: String
    private let pause: Duration
    /// Reads it: one row, found by its key.
    private let count: @Sendable (Database) throws -> Int
    private var connection: DatabaseQueue?
    private var dataVersion: Int?
    private var last: Int?

    init(path: String, pause: Duration, count: @escaping @Sendable (Database) throws -> Int) {
        self.path = path
        self.pause = pause
        self.count = count
    }

    /// The next count; `nil` when the task is cancelled.
    func next() async -> Int? {
        while !Task.isCancelled {
            if let count = look() { return count }
            do {
                try await Task.sleep(for: pause)
            } catch {
                return nil
            }
        }
        return nil
    }

    /// The count, if it is another than last time.
    private func look() -> Int? {
        do {
            let connection = try connection ?? connect()
            return try connection.unsafeRead { database in
                // In this order: what is committed between the two shows at the next look.
                let version = try Int.fetchOne(database.cachedStatement(sql: "PRAGMA data_version"))
                guard version != dataVersion else { return nil }
                let current = try count(database)
                dataVersion = version
                guard current != last else { return nil }
                last = current
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
