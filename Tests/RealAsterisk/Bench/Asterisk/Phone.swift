/// A desk phone of the PBX: an endpoint named by its extension, played by the world.
public struct Phone: Sendable {
    /// How the PBX knows where it is.
    public enum Contact: Sendable {
        /// A contact in the configuration: always reachable.
        case fixed
        /// Not registered: no contact, none will come.
        case none
        /// By REGISTER: `Bench.register` and `Bench.unregister`.
        case registered
    }

    /// The endpoint, and the user part of its contact.
    public let name: String
    /// How the PBX knows where it is.
    public let contact: Contact
    /// Further lines for its endpoint in pjsip.conf.
    public let settings: [String]

    /// - Parameters:
    ///   - name: the endpoint, and the user part the world answers for.
    ///   - settings: lines such as `set_var=NAME=value`.
    public init(_ name: String, contact: Contact = .fixed, settings: [String] = []) {
        self.name = name
        self.contact = contact
        self.settings = settings
    }
}
