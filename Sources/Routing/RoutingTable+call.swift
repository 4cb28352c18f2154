extension RoutingTable {
    /// A call as this table sees it.
    ///
    /// - Parameters:
    ///   - origin: where it comes from.
    ///   - dialled: what was dialled, as it came.
    ///   - caller: the number shown; empty, `nil` or a word like `anonymous` (RFC 3323 §4.1.1.3) for anonymous callers.
    ///   - diverter: who forwarded the call to the office, if somebody did.
    ///   - reason: why he did.
    public func call(
        _ origin: IncomingCall.Origin, to dialled: String, from caller: String?, divertedBy diverter: String? = nil,
        because reason: DiversionChain.Reason = .unknown
    ) -> IncomingCall {
        let read = origin == .external ? readFromTrunk : read
        func known(_ text: String?) -> IncomingCall.Number? {
            text.flatMap { $0.contains(where: \.isASCIIDigit) ? read($0) : nil }
        }
        return IncomingCall(
            origin: origin, dialled: read(dialled), caller: known(caller), diverter: known(diverter),
            diversionReason: reason)
    }

    /// Some carriers send international numbers without the plus: what the country's own plan can't read may be one.
    private func readFromTrunk(_ text: String) -> IncomingCall.Number {
        let number = read(text)
        guard number.parsed == nil, text.allSatisfy(\.isASCIIDigit) else { return number }
        return IncomingCall.Number(text: text, parsed: read("+" + text).parsed)
    }

    /// The language of what a caller hears: what a rule said, else a colleague's own, else the office's.
    public func language(for call: IncomingCall, at cursor: CallCursor) -> String {
        if let language = cursor.language { return language }
        guard case .internal(let device) = call.origin, let user = user(device: device) else {
            return settings.language
        }
        return user.languages.first ?? settings.language
    }

    /// The language in which whoever picks up a leg is asked whether he accepts.
    public func language(ofLegAt cursor: CallCursor) -> String {
        let user: User? =
            switch cursor.frame {
            case .member(let member):
                switch member.target {
                case .leg(let name), .user(let name): users[name]
                case .number(let e164): mobiles[e164].flatMap { users[$0] }
                case .sip, .group: nil
                }
            default: cursor.owner.flatMap { users[$0] }
            }
        return user?.languages.first ?? settings.language
    }
}
