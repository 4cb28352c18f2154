extension RoutingTable {
    /// How many legs the failure route rings at once.
    private static let lastGoodLegs = 10

    /// What to ring for a dialled number when Switchboard can't be asked: the same at any hour and for any caller.
    ///
    /// Kept in Asterisk's own database by the dialplan. Empty where only the operator helps.
    public func lastGood(for call: IncomingCall) -> [Leg] {
        if !call.isExternal, let destination = destination(extension: call.dialled.text) {
            return legs(of: destination)
        }
        guard let number = call.dialled.parsed, let entry = inboundNumbers[number.e164],
            let rule = entry.rules.first(where: \.isUnconditional), let to = rule.to
        else { return [] }
        return legs(of: to)
    }

    /// What rings for the operator.
    public var operatorLegs: [Leg] { legs(of: settings.operator) }

    /// What outside legs of the failure route show: E.164, empty where there is no trunk.
    public var companyNumber: String { trunks.first?.callerId ?? "" }

    private func legs(of destination: Destination) -> [Leg] {
        switch destination {
        case .user(let name):
            guard let user = user(name) else { return [] }
            if let phone = user.phone { return [.phone(phone)] }
            return user.mobile.map { outside($0) } ?? []
        case .number(let e164): return outside(e164)
        case .sip(let address): return [.sip(address)]
        case .group, .speakers:
            let name = if case .group(let name) = destination { name } else { "\(destination)" }
            // Desk phones only: nobody asks a mobile's mailbox to accept here.
            let phones = group(name)?.members.compactMap { member -> Leg? in
                guard case .user(let name) = member.to else { return nil }
                return user(name)?.phone.map { .phone($0) }
            }
            return Array((phones ?? []).prefix(Self.lastGoodLegs))
        default: return []
        }
    }

    private func outside(_ e164: String) -> [Leg] {
        guard let number = numbers[e164], let trunk = trunks.first(where: { $0.mayCall(number) }) else { return [] }
        return [.outside(number: e164, trunk: trunk.name, dial: trunk.dialString(digits: number.digits))]
    }
}
