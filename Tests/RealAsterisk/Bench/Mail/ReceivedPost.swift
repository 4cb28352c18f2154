import Foundation

/// A POST that a listener has got, and what it has answered.
public struct ReceivedPost: Sendable, Decodable {
    /// The path.
    public let path: String
    /// Fields, names in lower case.
    public let headers: [String: String]
    /// The body.
    public let body: String
    /// What was answered; 0: nobody was there any more.
    public let status: Int
}
