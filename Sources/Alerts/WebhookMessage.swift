import Foundation

/// A JSON body for one URL.
public struct WebhookMessage: Sendable, Hashable {
    /// Names the message: the same body sent again has the same ID. Letters, digits, `.`, `-`, `_`.
    public var id: String
    /// `http` or `https`.
    public var url: String
    /// JSON.
    public var body: Data

    /// A message of these values.
    public init(id: String, url: String, body: Data) {
        self.id = id
        self.url = url
        self.body = body
    }
}
