/// A connection that is logged in.
public struct AMISession: Sendable, Equatable {
    /// The version of the manager interface (`13.0.0`), from the banner. It is not Asterisk's own, which the banner
    /// does not tell; `CoreSettings` does.
    public var interfaceVersion: String

    /// Makes a session, for tests.
    public init(interfaceVersion: String) {
        self.interfaceVersion = interfaceVersion
    }
}
