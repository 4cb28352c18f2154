import Foundation
import Glibc
import Synchronization

/// Somebody who has logged in to the PBX's AMI: sends actions, and keeps every event from then on.
///
/// The few lines of AMI that it takes are its own: the bench must not believe what it tests.
public final class AMIOperator: Sendable {
    struct Stream: Sendable {
        var messages: [AMIMessage] = []
        /// Why nothing more comes.
        var end: String?
    }

    /// The account.
    public let account: String
    /// All that Asterisk has sent, byte by byte; nil: it is not kept.
    public let file: URL?
    let stream = Watched(Stream())
    private let connection: TCPConnection

    /// Connects and logs in.
    /// - Throws: `BenchError` when nobody listens, or the account is refused.
    init(account: String, secret: String, port: UInt16, file: URL?) async throws {
        self.account = account
        self.file = file
        connection = TCPConnection(try TCP.connect(port))
        try file.map { try Data().write(to: $0) }
        read(into: try file.map { try FileHandle(forWritingTo: $0) })
        let response = try await send("Login", ["Username": account, "Secret": secret])
        guard response.isSuccess else { throw BenchError("AMI refuses \(account): \(response)") }
    }

    deinit { connection.end() }

    /// Leaves, without a word.
    public func leave() { connection.end() }

    /// Sends an action and waits for its response, whatever it says.
    /// - Parameters:
    ///   - headers: in this order, as they shall stand. An ActionID is added unless there is one.
    ///   - seconds: some actions answer when they are done.
    /// - Throws: `BenchError` when none comes.
    @discardableResult
    public func send(
        _ action: String, _ headers: KeyValuePairs<String, String> = [:], within seconds: Double = 10
    ) async throws -> AMIMessage {
        try await send(action, fields: headers.map { ($0.key, $0.value) }, within: seconds)
    }

    /// The same, of headers that are put together.
    @discardableResult
    public func send(
        _ action: String, fields: [(name: String, value: String)], within seconds: Double = 10
    ) async throws -> AMIMessage {
        let known = fields.first { $0.name.lowercased() == "actionid" }?.value
        // Nobody else's: a UserEvent shows its sender's ActionID to all.
        let id = known ?? String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
        let since = stream.value.messages.count
        let lines =
            ["Action: \(action)"] + (known == nil ? ["ActionID: \(id)"] : [])
            + fields.map { "\($0.name): \($0.value)" }
        guard connection.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)) else {
            throw BenchError("\(action) cannot be sent: the connection is over")
        }
        return try await first("the response to \(action)", from: since, within: seconds) { message in
            message.event == nil && message["ActionID"] == id
        }
    }

    private func read(into file: FileHandle?) {
        let connection = connection
        Thread.detachNewThread { [weak self] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            var line: [UInt8] = []
            var lines: [String] = []
            var reason = "the connection was closed"
            while true {
                let count = connection.read(&buffer)
                guard count > 0 else {
                    if count < 0 { reason = String(cString: strerror(errno)) }
                    break
                }
                file?.write(Data(buffer[..<count]))
                let now = WireTime.now
                var news: [AMIMessage] = []
                for byte in buffer[..<count] {
                    guard byte == 10 else {
                        line.append(byte)
                        continue
                    }
                    if line.last == 13 { line.removeLast() }
                    // The greeting has one line, and no blank one after it.
                    if line.isEmpty {
                        news.append(AMIMessage(lines: lines, arrived: now))
                        lines = []
                    } else if !line.starts(with: "Asterisk Call Manager/".utf8) {
                        lines.append(String(decoding: line, as: UTF8.self))
                    }
                    line = []
                }
                guard let self else { break }
                self.stream.change { $0.messages += news }
            }
            connection.close()
            try? file?.close()
            self?.stream.change { $0.end = reason }
        }
    }
}
