/// The name of an Asterisk queue that Switchboard wrote: `switchboard-700`, or `switchboard-700-en` for the agents of one
/// language.
public struct QueueName: Sendable, Hashable {
    /// The office's queue, by its extension.
    public let queue: String
    /// The language; `nil`: all.
    public let language: String?

    /// The part of the office's queue for a language; `nil`: all.
    public init(queue: String, language: String? = nil) {
        self.queue = queue
        self.language = language
    }

    /// - Returns: `nil` for queues that are the administrator's own.
    public init?(_ name: String) {
        let parts = name.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, parts[0] == "switchboard", !parts[1].isEmpty, parts.last?.isEmpty == false else {
            return nil
        }
        queue = parts[1]
        language = parts.count > 2 ? parts[2] : nil
    }

    /// Who is behind a member's interface: `Local/101@switchboard-agent` is user 101, `Local/+7916…@switchboard-agent`
    /// an outside number; another one is named as it is.
    static func agent(ofInterface name: String) -> String {
        guard name.hasPrefix("Local/"), let end = name.range(of: "@switchboard-agent") else { return name }
        return String(name[..<end.lowerBound].dropFirst("Local/".count))
    }

    /// Whether a channel is a callback's virtual caller: `Local/17-2@switchboard-callback-0000002a;2`.
    static func isCallback(channel name: String) -> Bool {
        name.hasPrefix("Local/") && name.contains("@switchboard-callback")
    }
}
