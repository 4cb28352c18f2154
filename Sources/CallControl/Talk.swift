import Foundation

/// People who hear each other. Whoever joins, leaves, holds or is parked ends it and begins another one with those who
/// are left.
public struct Talk: Sendable, Hashable {
    /// ID of the call it is in; of a conference, the call of the first channel.
    public internal(set) var call: String
    /// Uniqueids of the real channels, two or more, sorted.
    public let channels: [String]
    /// Since when.
    public let began: Date
    /// Until when; `nil`: they talk.
    public internal(set) var ended: Date?

    /// Whether this channel is in it.
    public func has(_ channel: String) -> Bool { channels.contains(channel) }
}
