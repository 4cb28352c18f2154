/// A transfer: somebody whom the office has connected with a client hands the client on.
public struct CallTransfer: Sendable, Hashable {
    /// How he does.
    public enum Kind: Sendable, Hashable {
        /// He talks with the new callee first; the call that asks is his, the client waits.
        case consult
        /// The client himself is sent there.
        case blind
    }

    /// What he transfers from.
    public enum Transferor: Sendable, Hashable {
        /// A phone or gateway port, by Asterisk's name of it.
        case phone(String)
        /// A mobile, number or SIP address that was rung for the office.
        case outside(OutsideLeg)
    }

    /// Who transfers.
    public var transferor: Transferor
    /// How.
    public var kind: Kind
    /// He is still there: who is called talks with him first, and where nobody is he gets the client back.
    public var holds: Bool
    /// Asterisk's name of the device the client came by: a colleague's phone, else a trunk.
    public var clientDevice: String
    /// The language the client heard so far; `nil`: not known.
    public var clientLanguage: String?

    /// A transfer of these values.
    public init(
        by transferor: Transferor, kind: Kind, holds: Bool = false, clientDevice: String, clientLanguage: String? = nil
    ) {
        self.transferor = transferor
        self.kind = kind
        self.holds = holds && kind == .consult
        self.clientDevice = clientDevice
        self.clientLanguage = clientLanguage
    }
}
