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
        let read = if case .internal = origin { read } else { readFromTrunk }
        return IncomingCall(
            origin: origin, dialled: read(dialled), caller: known(caller, by: read),
            diverter: known(diverter, by: read), diversionReason: reason)
    }

    /// A call that is handed on, as this table sees it.
    ///
    /// - Parameters:
    ///   - transfer: by whom and how.
    ///   - dialled: where to, as it came.
    ///   - client: the number of the client, as in ``call(_:to:from:divertedBy:because:)``.
    public func call(_ transfer: CallTransfer, to dialled: String, for client: String?) -> IncomingCall {
        let device = if case .phone(let device) = transfer.transferor { device } else { "" }
        let isColleague = user(device: transfer.clientDevice) != nil
        return IncomingCall(
            origin: .internal(device: device), dialled: read(dialled),
            caller: known(client, by: isColleague ? read : readFromTrunk), transfer: transfer)
    }

    private func known(
        _ text: String?, by read: (String) -> IncomingCall.Number
    ) -> IncomingCall.Number? {
        text.flatMap { $0.contains(where: \.isASCIIDigit) ? read($0) : nil }
    }

    /// Some carriers send international numbers without the plus: what the country's own plan can't read may be one.
    private func readFromTrunk(_ text: String) -> IncomingCall.Number {
        let number = read(text)
        guard number.parsed == nil, text.allSatisfy(\.isASCIIDigit) else { return number }
        return IncomingCall.Number(text: text, parsed: read("+" + text).parsed)
    }

    /// The language of what a caller hears: what a rule said, else a colleague's own, else the office's.
    public func language(for call: IncomingCall, at cursor: CallCursor) -> String {
        if let transfer = call.transfer, !transfer.holds(at: cursor) {
            // The client hears it, who was spoken to before.
            return cursor.language ?? transfer.clientLanguage
                ?? user(device: transfer.clientDevice)?.languages.first ?? settings.language
        }
        if call.transfer == nil, let language = cursor.language { return language }
        return user(calling: call)?.languages.first ?? settings.language
    }

    /// The user who calls from inside, or in whose name a transferred call is decided.
    func user(calling call: IncomingCall) -> User? {
        guard let transfer = call.transfer else {
            return if case .internal(let device) = call.origin { user(device: device) } else { nil }
        }
        return switch transfer.transferor {
        case .phone(let device): user(device: device)
        case .outside(.mobile(let name)): user(name)
        case .outside(.number(let e164)): mobiles[e164].flatMap { user($0) }
        case .outside(.sip): nil
        }
    }

    /// The language in which whoever picks up a leg is asked whether he accepts.
    public func language(of call: IncomingCall, atLeg cursor: CallCursor) -> String {
        if case .callback(_, let language) = call.origin, call.isCallbackToClient(at: cursor) {
            return language ?? settings.language
        }
        let user: User? =
            switch cursor.frame {
            case .member(let member):
                switch member.target {
                case .leg(let name), .telephones(let name), .user(let name): users[name]
                case .number(let e164): mobiles[e164].flatMap { users[$0] }
                case .sip, .group: nil
                }
            default: cursor.owner.flatMap { users[$0] }
            }
        return user?.languages.first ?? settings.language
    }
}
