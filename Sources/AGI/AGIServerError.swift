/// Why a server was not started. An address in use comes as NIO's own error.
public enum AGIServerError: Error, Equatable, Sendable {
    /// This is not an IP address.
    case invalidAddress(String)
    /// It was to listen beyond this machine, and nobody was named who may connect.
    case noAllowedPeers
}
