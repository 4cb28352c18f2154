/// How a connection is encrypted. The certificate and the name in it are always verified.
public struct AMITLS: Sendable, Equatable {
    /// A PEM file of the certificates to trust; nil is the system's own.
    public var trustRoots: String?
    /// The name the certificate has to be for; nil is the host connected to, or its address if that is an address. A
    /// certificate for the address connected to will do in any case (swift-nio-ssl, `IdentityVerification`).
    public var serverName: String?

    /// The system's certificates and the host's own name, unless told otherwise.
    public init(trustRoots: String? = nil, serverName: String? = nil) {
        self.trustRoots = trustRoots
        self.serverName = serverName
    }
}
