extension RoutingTable {
    /// What to ring for a dialled number when Switchboard can't be asked: the same at any hour and for any caller.
    ///
    /// Kept in Asterisk's own database by the dialplan. Empty where only the operator helps.
    public func lastGood(for call: IncomingCall) -> [Leg] {
        if !call.isExternal, let user = user(call.dialled.text) { return legs(of: .user(user.extension)) }
        guard let number = call.dialled.parsed, let entry = inboundNumbers[number.e164],
            let rule = entry.rules.last(where: \.isUnconditional), let to = rule.to
        else { return [] }
        return legs(of: to)
    }

    /// What rings for the operator.
    public var operatorLegs: [Leg] { legs(of: settings.operator) }

    private func legs(of destination: Destination) -> [Leg] {
        switch destination {
        case .user(let name):
            guard let user = user(name) else { return [] }
            if let phone = user.phone { return [.phone(phone)] }
            return user.mobile.map { outside($0) } ?? []
        case .number(let e164): return outside(e164)
        case .sip(let address): return [.sip(address)]
        default: return []
        }
    }

    private func outside(_ e164: String) -> [Leg] {
        guard let number = numbers[e164], let trunk = trunks.first(where: { $0.mayCall(number) }) else { return [] }
        return [.outside(number: e164, trunk: trunk.name, dial: trunk.dialString(digits: number.digits))]
    }
}
