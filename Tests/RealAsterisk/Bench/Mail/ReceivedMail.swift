import Foundation

/// A message that a mail server has taken, as Python's email package reads it.
public struct ReceivedMail: Sendable, Decodable {
    /// A file in it.
    public struct Attachment: Sendable, Decodable {
        /// Its name.
        public let name: String
        /// Its media type.
        public let type: String
        /// What is in it.
        public let body: Data
    }

    /// MAIL FROM.
    public let from: String
    /// RCPT TO.
    public let to: [String]
    /// Whether it came over TLS.
    public let isSecure: Bool
    /// Whether the sender had logged in.
    public let login: Bool
    /// Fields, decoded, each a name and a value, in order.
    public let headers: [[String]]
    /// The text.
    public let text: String
    /// Files that came along.
    public let attachments: [Attachment]
    /// All of it, as it came.
    public let source: String

    /// The first field of a name.
    public func header(_ name: String) -> String? {
        headers.first { $0[0].lowercased() == name.lowercased() }?[1]
    }
}
