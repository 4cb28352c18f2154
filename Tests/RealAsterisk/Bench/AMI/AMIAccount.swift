/// An account of the PBX's AMI (manager.conf).
public struct AMIAccount: Sendable {
    /// Its user name.
    public var name: String
    /// Nil: the bench's own of this run.
    public var secret: String?
    /// A section of etc/switchboard/manager.conf whose settings it has.
    public var template: String?
    /// Classes of events it gets, such as `call`.
    public var read: [String]
    /// Classes of actions it may send.
    public var write: [String]
    /// Further lines, such as `eventfilter(action(exclude),name(Newexten)) =`.
    public var settings: [String]

    /// - Parameters:
    ///   - name: its user name.
    ///   - secret: nil: the bench's own of this run.
    ///   - template: a section of etc/switchboard/manager.conf.
    ///   - read: classes of events; none: the template's.
    ///   - write: classes of actions; none: the template's.
    ///   - settings: further lines.
    public init(
        _ name: String, secret: String? = nil, template: String? = nil, read: [String] = [], write: [String] = [],
        settings: [String] = []
    ) {
        self.name = name
        self.secret = secret
        self.template = template
        self.read = read
        self.write = write
        self.settings = settings
    }

    /// Switchboard's, with the rights that asterisk-conf/include/manager.conf gives it.
    public static let switchboard = AMIAccount("switchboard", template: "switchboard-account")
    /// An operator's: sees calls, and may do to them what AMI can.
    public static let `operator` = AMIAccount(
        "operator", read: ["system", "call", "user", "agent", "security"],
        write: ["system", "call", "user", "agent", "reporting", "originate", "command"])

    /// Its section.
    func section(secret: String) -> [String] {
        ["[\(name)]\(template.map { "(\($0))" } ?? "")", "secret=\(self.secret ?? secret)"]
            + (read.isEmpty ? [] : ["read=\(read.joined(separator: ","))"])
            + (write.isEmpty ? [] : ["write=\(write.joined(separator: ","))"]) + settings + [""]
    }
}

/// How to log in to a PBX's AMI on loopback.
public struct AMIAccess: Sendable {
    /// The PBX's own, or a relay's.
    public let port: UInt16
    /// The user name.
    public let account: String
    /// Its secret.
    public let secret: String
}

extension Bench {
    /// How Switchboard logs in to the PBX.
    /// - Parameter relay: what it goes through; nil: nothing.
    public func switchboardAccess(through relay: TCPRelay? = nil) -> AMIAccess {
        AMIAccess(port: relay?.port ?? amiPort, account: AMIAccount.switchboard.name, secret: amiSecret)
    }
}
