import NIOCore
import NIOPosix
import NIOSSL

extension AMIDisconnection {
    /// What an error of a connected channel means.
    init(_ error: any Error) {
        switch error {
        // Asterisk closes without TLS's goodbye.
        case NIOSSLError.uncleanShutdown: self = .closedByPeer
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: self = .tls("\(error)")
        case let error as IOError: self = .connection(errno: error.errnoCode)
        default: self = .connection(errno: 0)
        }
    }

    /// What an error of connecting means.
    init(connecting error: any Error) {
        guard let error = error as? NIOConnectionError else {
            self = .unreachable("\(error)")
            return
        }
        if let failure = error.connectionErrors.first {
            self = .unreachable("\(error.host):\(error.port): \(failure.error)")
        } else {
            self = .unreachable("no address for \(error.host)")
        }
    }
}
