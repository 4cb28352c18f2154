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

extension Office {
    /// All addresses of one kind at which somebody wants to be told, each once.
    public func alertAddresses(_ kind: KeyPath<AlertAddresses, String?>) -> Set<String> {
        let all =
            [settings.notify] + users.map(\.notify) + groups.map(\.notify) + queues.map(\.notify)
            + queues.map(\.callback?.notify)
        return Set(all.compactMap { $0?[keyPath: kind] })
    }
}
