import Foundation

/// A server in Python that leaves what it gets in a folder, one file each.
actor PythonServer {
    /// Where it listens, on loopback.
    nonisolated let port: UInt16
    private nonisolated let folder: URL
    private let command: [String]
    private var process: GuardedProcess?

    init(_ script: String, _ arguments: [String] = [], in folder: URL) throws {
        port = try TCP.freePort()
        self.folder = folder
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = Bench.repository.appending(path: "Tests/RealAsterisk/Bench/Mail/\(script)").path
        // Debian's own: its modules are packages.
        command = ["/usr/bin/python3", path, "\(port)", folder.path] + arguments
    }

    func write(_ text: String, to file: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: file), options: .atomic)
    }

    /// Starts it, again on the same port, and waits until it listens.
    func start() async throws {
        process = try GuardedProcess(command, log: folder.appending(path: "log").path)
        let deadline = ContinuousClock.now + .seconds(20)
        while !TCP.answers(port) {
            guard ContinuousClock.now < deadline else {
                let log = try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)
                throw BenchError("\(command) does not listen: \(log ?? "")")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    func stop() async {
        await process?.stop()
        process = nil
    }

    /// What it has got, in order.
    nonisolated func received<Item: Decodable>(_ type: Item.Type) throws -> [Item] {
        let decoder = JSONDecoder()
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
            .sorted()
            .map { try decoder.decode(Item.self, from: Data(contentsOf: folder.appending(path: $0))) }
    }
}
