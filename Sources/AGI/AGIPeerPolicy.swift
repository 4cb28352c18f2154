import NIOCore

/// Who may connect: without a list, this machine; with one, the addresses in it and no others.
struct AGIPeerPolicy: Sendable {
    private var peers: Set<String>

    /// - Throws: `AGIServerError.invalidAddress` for what is not an IP address.
    init(allowed: some Sequence<String>) throws {
        peers = []
        for text in allowed {
            guard let address = try? SocketAddress(ipAddress: text, port: 0), let canonical = address.plainIPAddress
            else { throw AGIServerError.invalidAddress(text) }
            peers.insert(canonical)
        }
    }

    /// Whether no peers were named.
    var isLoopbackOnly: Bool { peers.isEmpty }

    /// Whether a connection from this address is served.
    func admits(_ address: SocketAddress?) -> Bool {
        guard let address, let canonical = address.plainIPAddress else { return false }
        return peers.isEmpty ? address.isLoopback : peers.contains(canonical)
    }
}

extension SocketAddress {
    /// The IP address as text, one text for each address; an IPv4 address seen through an IPv6 socket
    /// (`::ffff:192.0.2.1`, RFC 4291 section 2.5.5.2) as IPv4.
    var plainIPAddress: String? {
        guard let text = ipAddress else { return nil }
        let mapped = "::ffff:"
        guard text.hasPrefix(mapped), text.contains(".") else { return text }
        return String(text.dropFirst(mapped.count))
    }

    /// Whether this is 127.0.0.0/8 (RFC 1122 section 3.2.1.3) or ::1.
    var isLoopback: Bool {
        guard let text = plainIPAddress else { return false }
        return text == "::1" || (text.hasPrefix("127.") && !text.contains(":"))
    }
}
