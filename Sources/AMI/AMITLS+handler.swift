import NIOCore
import NIOSSL

extension AMITLS {
    /// The handler of one connection to this host.
    ///
    /// - Throws: if the file of certificates cannot be read.
    func makeHandler(host: String) throws -> NIOSSLClientHandler {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .fullVerification
        if let trustRoots { configuration.trustRoots = .file(trustRoots) }
        let name = serverName ?? host
        // An address is no server name; the certificate is then compared with the address connected to.
        let isAddress = (try? SocketAddress(ipAddress: name, port: 0)) != nil
        return try NIOSSLClientHandler(
            context: NIOSSLContext(configuration: configuration), serverHostname: isAddress ? nil : name)
    }
}
