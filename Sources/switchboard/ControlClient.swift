import AsyncHTTPClient
import Foundation
import NIOCore
import SwitchboardServer

/// Asks the running server.
struct ControlClient {
    /// The control socket.
    let path: String
    /// Time for one answer.
    var timeout = TimeAmount.seconds(10)

    /// A call the server knows is looked up by its whole ID.
    func calls() async throws -> [LiveCall] { try await ask("calls") }

    /// All queues, with who serves them and who waits.
    func queues() async throws -> [LiveQueue] { try await ask("queues") }

    func health() async throws -> ServerHealth { try await ask("health") }

    func transfer(_ id: LiveCall.ID, to target: String, attended: Bool) async throws -> TransferReceipt {
        let request = ControlAPI.TransferRequest(target: target, attended: attended)
        return try await ask("calls/\(id.pathComponent)/transfer", .POST, body: ControlAPI.encoder.encode(request))
    }

    func complete(_ id: LiveCall.ID) async throws -> TransferReceipt {
        try await ask("calls/\(id.pathComponent)/complete", .POST)
    }

    func cancel(_ id: LiveCall.ID) async throws -> TransferReceipt {
        try await ask("calls/\(id.pathComponent)/cancel", .POST)
    }

    func requestCallback(queue: String, number: String) async throws -> CallbackReceipt {
        let request = ControlAPI.CallbackRequest(queue: queue, number: number)
        return try await ask("callbacks", .POST, body: ControlAPI.encoder.encode(request))
    }

    func retryCallback(_ id: Int64) async throws -> CallbackReceipt { try await ask("callbacks/\(id)/retry", .POST) }

    func cancelCallback(_ id: Int64) async throws -> CallbackReceipt { try await ask("callbacks/\(id)/cancel", .POST) }

    /// - Throws: ``ServerNotRunning``, or ``Refusal`` with the server's words.
    private func ask<Answer: Decodable>(
        _ route: String, _ method: HTTPMethod = .GET, body: Data? = nil
    ) async throws -> Answer {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let (status, data): (UInt, Data)
        do {
            (status, data) = try await send(route, method, body, by: client)
            try await client.shutdown()
        } catch {
            try? await client.shutdown()
            throw refusal(error)
        }
        guard (200..<300).contains(status) else {
            let refusal = try? ControlAPI.decoder.decode(ControlAPI.Refusal.self, from: data)
            throw Refusal(refusal?.error ?? "the server answered with status \(status)")
        }
        do {
            return try ControlAPI.decoder.decode(Answer.self, from: data)
        } catch {
            throw Refusal("the server's answer can't be read: is it of another version? (\(error))")
        }
    }

    private func send(
        _ route: String, _ method: HTTPMethod, _ body: Data?, by client: HTTPClient
    ) async throws -> (UInt, Data) {
        var request = HTTPClientRequest(url: "http+unix://\(path.pathComponent)/\(route)")
        request.method = .init(rawValue: method.rawValue)
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(body, length: .known(Int64(body.count)))
        }
        let response = try await client.execute(request, timeout: timeout)
        // 1,000 calls are less than a megabyte.
        let buffer = try await response.body.collect(upTo: 64 << 20)
        return (response.status.code, Data(buffer.readableBytesView))
    }

    private func refusal(_ error: any Error) -> any Error {
        switch (error as? IOError)?.errnoCode {
        case ENOENT, ECONNREFUSED: ServerNotRunning(path: path)
        case EACCES, EPERM:
            Refusal("\(path) is for the server's own user: run this command as that user (sudo -u), or as root")
        default: Refusal("the server at \(path) does not answer: \(error)")
        }
    }

    /// The methods this API has.
    private enum HTTPMethod: String {
        case GET, POST
    }
}

/// Nobody listens on the control socket.
struct ServerNotRunning: Error, CustomStringConvertible {
    let path: String

    var description: String {
        "the server does not run (nobody listens on \(path)): start it with `systemctl start switchboard` "
            + "or `switchboard serve`"
    }
}

extension String {
    /// For one part of a URL's path.
    fileprivate var pathComponent: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~"))) ?? self
    }
}
