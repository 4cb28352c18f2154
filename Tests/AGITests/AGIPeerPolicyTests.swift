import NIOCore
import Testing

@testable import AGI

@Suite struct AGIPeerPolicyTests {
    private func address(_ text: String) throws -> SocketAddress {
        try SocketAddress(ipAddress: text, port: 40_000)
    }

    @Test func `without a list only this machine may connect`() throws {
        let policy = try AGIPeerPolicy(allowed: [])
        #expect(try policy.admits(address("127.0.0.1")))
        #expect(try policy.admits(address("127.8.8.8")))
        #expect(try policy.admits(address("::1")))
        #expect(try policy.admits(address("::ffff:127.0.0.1")))
        #expect(try !policy.admits(address("192.0.2.1")))
        #expect(try !policy.admits(address("::ffff:192.0.2.1")))
        #expect(!policy.admits(nil))
    }

    @Test func `with a list only those in it may, in whatever form`() throws {
        let policy = try AGIPeerPolicy(allowed: ["192.0.2.1", "2001:DB8:0::7"])
        #expect(try policy.admits(address("192.0.2.1")))
        #expect(try policy.admits(address("::ffff:192.0.2.1")))
        #expect(try policy.admits(address("2001:db8::7")))
        #expect(try !policy.admits(address("192.0.2.10")))
        #expect(try !policy.admits(address("127.0.0.1")))
    }

    @Test(arguments: ["asterisk.example", "192.0.2.0/24", ""]) func `a peer is an address`(_ text: String) {
        #expect(throws: AGIServerError.invalidAddress(text)) { try AGIPeerPolicy(allowed: [text]) }
    }
}
