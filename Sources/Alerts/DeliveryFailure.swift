/// Why something was not delivered. Its description is a sentence for the administrator, without secrets.
public enum DeliveryFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// It may work later: nobody answers, the other side says so, or a setting of ours is wrong.
    case temporary(String)
    /// It will not: the other side has refused this message for good.
    case permanent(String)

    /// What happened.
    public var description: String {
        switch self {
        case .temporary(let reason), .permanent(let reason): reason
        }
    }
}
