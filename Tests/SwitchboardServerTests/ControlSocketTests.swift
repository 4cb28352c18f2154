import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import SwitchboardServer

@Suite final class ControlSocketTests {
    let folder: String
    var path: String { folder + "/test.control" }

    init() throws { folder = try ControlServer.folder() }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func mode(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode : nil
    }

    @Test("the socket is the owner's alone, and gone with the server")
    func rights() async throws {
        try await ControlServer.with(FakeDesk(), in: folder) { server async throws in
            #expect(mode(server.path) == S_IFSOCK | 0o600)
            #expect(try await server.send("GET", "calls").status == 200)
        }
        #expect(mode(path) == nil)
        // Its lock stays: taking it away could take it from a server that has just begun.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["test.control.lock"])
    }

    @Test("the second server is refused while the first runs, and may begin after it")
    func two() async throws {
        try await ControlServer.with(FakeDesk(), in: folder) { server async throws in
            #expect(throws: ControlSocketError.taken(path: path)) { try ControlSocket(path: path) }
            #expect(try await server.send("GET", "calls").status == 200, "the first still answers")
        }
        try await ControlServer.with(FakeDesk(), in: folder) { server async throws in
            #expect(try await server.send("GET", "calls").status == 200)
        }
    }

    @Test("what a killed server left is replaced")
    func stale() async throws {
        // Moved, or NIO would take it away.
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(unixDomainSocketPath: path + ".1").get()
        try FileManager.default.moveItem(atPath: path + ".1", toPath: path)
        try await channel.close()
        #expect(mode(path) != nil)
        try await ControlServer.with(FakeDesk(), in: folder) { server async throws in
            #expect(try await server.send("GET", "calls").status == 200)
        }
    }

    @Test("a killed server's lock is nobody's")
    func killed() async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let socket = try ControlSocket(path: path)
            withExtendedLifetime(socket) { _ = kill(getpid(), SIGKILL) }
        }
        _ = try ControlSocket(path: path)
    }

    @Test("a file that is no socket is left alone")
    func otherFile() throws {
        try Data("rules".utf8).write(to: URL(filePath: path))
        #expect(throws: ControlSocketError.notASocket(path: path)) { try ControlSocket(path: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "rules")
    }

    @Test("a path that no socket can have")
    func tooLong() throws {
        let long = folder + "/" + String(repeating: "x", count: 107 - folder.utf8.count)
        #expect(throws: ControlSocketError.tooLong(path: long)) { try ControlSocket(path: long) }
        _ = try ControlSocket(path: String(long.dropLast()))
    }

    @Test("a folder that is not there")
    func noFolder() throws {
        let path = folder + "/none/test.control"
        #expect(throws: ControlSocketError.cannotMake(path: path, errno: ENOENT)) { try ControlSocket(path: path) }
    }

    @Test("somebody who stays connected does not keep the server from stopping", .timeLimit(.minutes(1)))
    func shutdown() async throws {
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        try await ControlServer.with(FakeDesk(), in: folder) { server async throws in
            #expect(try await server.send("GET", "calls", by: client).status == 200)
        }
        try await client.shutdown()
    }
}
