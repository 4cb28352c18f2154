import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import ServiceLifecycle

@testable import SwitchboardServer

/// What a server answers.
struct Reply: Equatable {
    let status: Int
    let text: String

    init(_ status: Int, _ text: String) {
        self.status = status
        self.text = text
    }
}

/// A control API on a socket of a test's own.
struct ControlServer {
    let folder: String
    var path: String { folder + "/test.control" }

    /// A short folder: a socket's path has 107 bytes.
    static func folder() throws -> String {
        let path = "/tmp/sb-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// Runs the API for a desk while `body` runs, then stops it gracefully.
    static func with<Result: Sendable>(
        _ desk: any CallDesk, callbacks: (any CallbackOperatorDesk)? = nil, in folder: String? = nil,
        _ body: (ControlServer) async throws -> Result
    ) async throws -> Result {
        let server = ControlServer(folder: try folder ?? Self.folder())
        defer { if folder == nil { try? FileManager.default.removeItem(atPath: server.folder) } }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = try ControlAPIService(path: server.path, desk: desk, callbacks: callbacks, logger: logger)
        let group = ServiceGroup(services: [service], logger: logger)
        async let running: Void = group.run()
        do {
            while !server.answers { try await Task.sleep(for: .milliseconds(5)) }
            let result = try await body(server)
            await group.triggerGracefulShutdown()
            try await running
            return result
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
    }

    /// The socket is in its place when it is listened on.
    private var answers: Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & 0o777 == 0o600
    }

    /// Sends a request.
    func send(
        _ method: String, _ route: String, body: String? = nil, by client: HTTPClient = .shared
    ) async throws -> Reply {
        let host = path.replacing("/", with: "%2F")
        var request = HTTPClientRequest(url: "http+unix://\(host)/\(route)")
        request.method = .init(rawValue: method)
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await client.execute(request, timeout: .seconds(10))
        let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
        return Reply(Int(response.status.code), text)
    }
}
