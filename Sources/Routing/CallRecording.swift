/// That a talk is recorded, and why.
public struct CallRecording: Sendable, Hashable {
    /// Who of the two is outside: he is told, and his channel is recorded, since he stays when the call is transferred.
    public enum Party: String, Sendable, Hashable {
        /// Who calls, before anything rings for him.
        case caller
        /// Who is called, when he has picked up and before he is connected.
        case callee
    }

    /// What says so.
    public enum Reason: Sendable, Hashable {
        /// A number of the office, E.164.
        case number(String)
        /// A queue, by name.
        case queue(String)
        /// A hunt group, by name.
        case group(String)
        /// Everybody who may answer, or who calls, by extension.
        case users([String])
    }

    /// Who is outside.
    public var party: Party
    /// What says so.
    public var reason: Reason
    /// The language of the announcement to whom a user calls; `nil`: the client's own.
    public var language: String?

    /// A recording of these values.
    public init(party: Party, reason: Reason, language: String? = nil) {
        self.party = party
        self.reason = reason
        self.language = language
    }
}

extension CallRecording.Reason {
    /// For people: `number +74951234567`.
    var text: String {
        switch self {
        case .number(let number): "number \(number)"
        case .queue(let name): "queue \(name)"
        case .group(let name): "group \(name)"
        case .users(let users): users.map { "user \($0)" }.joined(separator: ", ")
        }
    }
}
