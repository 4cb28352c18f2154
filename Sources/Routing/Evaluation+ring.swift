extension Evaluation {
    /// Rings a user's desk phone, or his mobile where he has no phone.
    mutating func ring(_ user: User) -> Step {
        guard let phone = user.phone else {
            guard let mobile = user.mobile, let number = table.numbers[mobile] else {
                return failure("user \(user.extension) has nothing that rings")
            }
            return ringOutside(number, for: user, as: .mobile(user.extension))
        }
        cursor.owner = user.extension
        cursor.trunk = nil
        cursor.tried.append(.phone(user.extension))
        let seconds = ringTime(of: user)
        explain("\(phone) rings \(seconds)")
        return .ring(
            Ring(
                legs: [.phone(phone)], seconds: seconds, caller: presentationInside,
                busyWhenInUse: user.callWaiting ? nil : phone))
    }

    /// Rings an outside number through the first trunk that may call it.
    mutating func ringOutside(
        _ number: PhoneNumber, for owner: User?, as tried: CallCursor.Tried? = nil
    ) -> Step {
        let tried = tried ?? .number(number.e164)
        guard !cursor.tried.contains(tried) else {
            explain("\(number.e164) was tried for this call already")
            return ownerEnd(owner, greeting: .unavailable)
        }
        cursor.owner = owner?.extension
        guard let trunk = table.trunks.firstIndex(where: { $0.mayCall(number) }) else {
            explain(
                number.kind == .premiumRate
                    ? "\(number.e164) is a premium-rate number, which is never called"
                    : "no trunk may call \(number.e164) (\(number.region))")
            return owner == nil && !call.isExternal
                ? .announce(.notAllowed) : ownerEnd(owner, greeting: .unavailable)
        }
        cursor.tried.append(tried)
        return ring(number.e164, digits: number.digits, through: trunk, seconds: ringTime(of: owner))
    }

    /// Emergency services: dialled as keyed, through the first trunk, whatever it allows.
    mutating func ringEmergency(_ digits: String) -> Step {
        guard !table.trunks.isEmpty else { return .announce(.circuitsBusy) }
        cursor.tried.append(.number(digits))
        return ring(digits, digits: digits, through: 0, seconds: RoutingTable.emergencyRing)
    }

    /// Rings a SIP address.
    mutating func ringSIP(_ address: SIPAddress, for owner: User?) -> Step {
        guard !cursor.tried.contains(.sip(address.description)) else {
            explain("\(address) was tried for this call already")
            return ownerEnd(owner, greeting: .unavailable)
        }
        cursor.owner = owner?.extension
        cursor.trunk = nil
        cursor.tried.append(.sip(address.description))
        let seconds = ringTime(of: owner)
        explain("\(address) rings \(seconds)")
        return .ring(Ring(legs: [.sip(address)], seconds: seconds, caller: presentationInside))
    }

    /// After trouble on a trunk: the same leg through the next one that may carry it; `nil` when there is none.
    mutating func ringThroughNextTrunk() -> Step? {
        guard let used = cursor.trunk, let last = cursor.tried.last else { return nil }
        let owner = cursor.owner.flatMap { table.user($0) }
        let number: PhoneNumber?
        switch last {
        case .mobile(let name): number = table.user(name)?.mobile.flatMap { table.numbers[$0] }
        case .number(let e164): number = table.numbers[e164] ?? call.dialled.parsed
        case .user, .phone, .sip: number = nil
        }
        if case .number(let digits) = last, table.isEmergency(digits), used + 1 < table.trunks.count {
            return ring(digits, digits: digits, through: used + 1, seconds: RoutingTable.emergencyRing)
        }
        guard let number,
            let trunk = table.trunks.indices.first(where: { $0 > used && table.trunks[$0].mayCall(number) })
        else { return nil }
        return ring(number.e164, digits: number.digits, through: trunk, seconds: ringTime(of: owner))
    }

    private mutating func ring(_ number: String, digits: String, through index: Int, seconds: Seconds) -> Step {
        let trunk = table.trunks[index]
        cursor.trunk = index
        explain("\(number) rings \(seconds) through trunk \(trunk.name)")
        let leg = Leg.outside(number: number, trunk: trunk.name, dial: trunk.dialString(digits: digits))
        return .ring(Ring(legs: [leg], seconds: seconds, caller: presentation(on: trunk)))
    }

    /// How long a user's leg rings: as his noAnswer rule says, unless that rule has nothing left to offer.
    private mutating func ringTime(of user: User?) -> Seconds {
        guard cursor.stage == .rules, let user, let rule = untried(.noAnswer, of: user) else {
            return RoutingTable.defaultRing
        }
        return rule.after ?? RoutingTable.defaultRing
    }

    /// A colleague is shown with his extension, an outside caller as he came.
    private var presentationInside: CallerPresentation {
        guard case .internal(let device) = call.origin, let user = table.user(device: device) else { return .unchanged }
        return .number(user.extension, name: user.name)
    }

    /// On a trunk only numbers that the carrier accepts are shown: the client's where it may be, else the company's.
    private func presentation(on trunk: Trunk) -> CallerPresentation {
        if call.isExternal, trunk.passCallerId, let caller = call.caller?.parsed {
            return .number(caller.e164, name: "")
        }
        return .number(trunk.callerId, name: table.settings.name)
    }
}
