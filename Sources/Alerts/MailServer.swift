/// The server that takes our mail (RFC 5321), and who we are there.
public struct MailServer: Sendable, Hashable {
    /// How the connection is secured. Named as settings name it.
    public enum Security: String, Sendable, Hashable, CaseIterable {
        /// TLS after STARTTLS, and nothing without it (RFC 3207).
        case starttls
        /// TLS from the first byte (RFC 8314).
        case tls
        /// Not at all.
        case none

        /// Where such servers listen (RFC 6409, RFC 8314 §3.3; RFC 5321 §4.5.4.2).
        public var port: Int {
            switch self {
            case .starttls: 587
            case .tls: 465
            case .none: 25
            }
        }
    }

    /// Host name or address.
    public var host: String
    /// 1 to 65535.
    public var port: Int
    /// How the connection is secured.
    public var security: Security
    /// Whom to log in as; `nil`: without login.
    public var username: String?
    /// The login's password.
    public var password: AlertSecret?
    /// Our address: MAIL FROM and From.
    public var from: String
    /// A PEM file with certificates to trust instead of the system's.
    public var trust: String?

    /// A server of these values.
    public init(
        host: String, port: Int, security: Security, username: String? = nil, password: AlertSecret? = nil,
        from: String, trust: String? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.username = username
        self.password = password
        self.from = from
        self.trust = trust
    }

    var url: String {
        let host = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        return "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)"
    }
}
