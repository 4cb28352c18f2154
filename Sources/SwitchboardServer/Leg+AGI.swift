import Routing

extension Leg {
    /// What Dial() is given for it.
    var dialString: String {
        switch self {
        case .phone(let device): device
        case .outside(_, _, let dial): dial
        case .sip(let address): "\(DialplanName.sipEndpoint)/\(address)"
        }
    }
}

extension [Leg] {
    /// All of them, ringing together.
    var dialString: String { map(\.dialString).joined(separator: "&") }
}
