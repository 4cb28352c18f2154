/// Whom to tell when something has happened: the key `notify` of the office file.
public struct AlertAddresses: Sendable, Hashable, Codable {
    /// An e-mail address.
    public var email: String?
    /// A URL that gets a POST.
    public var webhook: String?

    /// These addresses.
    public init(email: String? = nil, webhook: String? = nil) {
        self.email = email
        self.webhook = webhook
    }
}
