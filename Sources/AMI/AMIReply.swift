/// Asterisk's answer to one action.
public struct AMIReply: Sendable, Equatable {
    /// The response itself.
    public var response: AMIMessage
    /// The entries of a list, in order, without the event that completes it; empty for other actions.
    public var events: [AMIMessage]

    /// Makes a reply, for tests of whatever sends actions.
    public init(response: AMIMessage, events: [AMIMessage] = []) {
        self.response = response
        self.events = events
    }

    /// Whether the action was done; `message` says why not.
    public var isSuccess: Bool { response.response == "Success" }

    /// Asterisk's remark (`Permission denied`), or empty if there is none.
    public var message: String { response["Message"] ?? "" }

    /// What a console command printed, line by line.
    public var output: [String] { response.values(of: "Output") }
}
