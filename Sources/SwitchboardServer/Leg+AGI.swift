import Routing

extension [Leg] {
    /// What the dialplan is given: dial strings in order, `!` before devices that take no second call.
    ///
    /// - Parameter exclusive: those devices.
    func dialString(exclusive: [String] = []) -> String {
        enumerated().map { index, leg in
            switch leg {
            case .phone(let device): (exclusive.contains(device) ? "!" : "") + device
            case .outside(_, _, let dial): dial
            case .sip(let address): "\(DialplanName.sipEndpoint)/\(address)"
            case .member(_, let after): DialplanName.member(index + 1, isLate: after.count > 0)
            }
        }
        .joined(separator: "&")
    }
}
