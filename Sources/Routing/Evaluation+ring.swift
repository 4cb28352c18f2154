extension Evaluation {
    /// Rings a user's desk phone, or his mobile where he has no phone; `nil` when neither can ring, or he is talking.
    mutating func ring(_ user: User, for seconds: Seconds? = nil, confirm: Bool = false) -> Step? {
        guard !isTalking(user) else {
            explain("user \(user.extension) is talking")
            return nil
        }
        guard let phone = user.phone else {
            guard let mobile = user.mobile, let number = table.numbers[mobile] else {
                explain("user \(user.extension) has nothing that rings")
                return nil
            }
            return ringIfAllowed(
                number, as: .mobile(user.extension), for: user, seconds: seconds, confirm: confirm)
        }
        return ring(
            phone, of: user, seconds: seconds ?? ringTime(of: user), busyWhenInUse: user.callWaiting ? [] : [phone])
    }

    /// Rings a user's desk phone.
    mutating func ring(_ phone: String, of user: User, seconds: Seconds, busyWhenInUse: [String] = []) -> Step {
        cursor.trunk = nil
        cursor.tried.append(.phone(user.extension))
        explain("\(phone) rings \(seconds)")
        return .ring(
            Ring(
                legs: [.phone(phone)], seconds: seconds, caller: presentationInside,
                busyWhenInUse: busyWhenInUse, diversions: diversions(outsideBy: nil)))
    }

    /// Rings a user's desk phone and his mobile at once.
    mutating func ringTelephones(of user: User, as member: MemberCall) -> Step {
        guard !isTalking(user) else {
            explain("user \(user.extension) is talking")
            return .decline(.busy)
        }
        guard let phone = user.phone, let mobile = user.mobile else {
            return ring(user, for: member.ring, confirm: member.confirm) ?? .decline(.unreachable)
        }
        explain("\(phone) and \(mobile) ring \(member.ring)")
        let apart = apart(MemberCall(.number(mobile), confirm: member.confirm, ring: member.ring))
        cursor.trunk = nil
        cursor.tried.append(.phone(user.extension))
        return .ring(
            Ring(
                legs: [.phone(phone), .member(apart, after: Seconds(0))],
                seconds: member.confirm ? member.ring + RoutingTable.confirmTime : member.ring,
                caller: presentationInside, busyWhenInUse: user.callWaiting ? [] : [phone]))
    }

    /// Rings an outside number through the first trunk that may call it; where none may, nobody is left.
    mutating func ringOutside(
        _ number: PhoneNumber, for owner: User?, as tried: CallCursor.Tried? = nil, confirm: Bool = false
    ) -> Step {
        cursor.frame = owner.map { .user($0.extension) }
        if let step = ringIfAllowed(number, as: tried ?? .number(number.e164), for: owner, confirm: confirm) {
            return step
        }
        return owner == nil && !call.isExternal && !cursor.isMember
            ? .announce(.notAllowed) : ownerEnd(owner, greeting: .unavailable)
    }

    /// The same; `nil` where no trunk may call the number, or it was tried.
    mutating func ringIfAllowed(
        _ number: PhoneNumber, as tried: CallCursor.Tried, for owner: User?, seconds: Seconds? = nil, confirm: Bool
    ) -> Step? {
        guard !cursor.tried.contains(tried) else {
            explain("\(number.e164) was tried for this call already")
            return nil
        }
        guard let trunk = table.trunks.firstIndex(where: { $0.mayCall(number) }) else {
            explain(
                number.kind == .premiumRate
                    ? "\(number.e164) is a premium-rate number, which is never called"
                    : "no trunk may call \(number.e164) (\(number.region))")
            return nil
        }
        cursor.tried.append(tried)
        let seconds = seconds ?? ringTime(of: owner)
        if confirm, !cursor.isMember {
            cursor.trunk = nil
            explain("\(number.e164) rings \(seconds) and is asked to accept")
            return ringApart(MemberCall(.number(number.e164), confirm: true, ring: seconds))
        }
        if confirm { cursor.mustAccept = true }
        return ring(number.e164, digits: number.digits, through: trunk, seconds: seconds)
    }

    /// Rings an outside number that is decided apart.
    mutating func ring(_ number: PhoneNumber, of member: MemberCall) -> Step {
        ringIfAllowed(number, as: .number(number.e164), for: nil, seconds: member.ring, confirm: member.confirm)
            ?? .decline(.unreachable)
    }

    /// Emergency services: dialled as keyed, through the first trunk, whatever it allows.
    mutating func ringEmergency(_ digits: String) -> Step {
        guard !table.trunks.isEmpty else { return .announce(.circuitsBusy) }
        cursor.tried.append(.number(digits))
        return ring(digits, digits: digits, through: 0, seconds: RoutingTable.emergencyRing)
    }

    /// Rings a SIP address.
    mutating func ringSIP(
        _ address: SIPAddress, for owner: User?, seconds: Seconds? = nil, confirm: Bool = false
    ) -> Step {
        cursor.frame = owner.map { .user($0.extension) } ?? cursor.frame
        guard !cursor.tried.contains(.sip(address.description)) else {
            explain("\(address) was tried for this call already")
            return ownerEnd(owner, greeting: .unavailable)
        }
        cursor.trunk = nil
        cursor.tried.append(.sip(address.description))
        let seconds = seconds ?? ringTime(of: owner)
        explain("\(address) rings \(seconds)")
        if confirm, !cursor.isMember {
            return ringApart(MemberCall(.sip(address), confirm: true, ring: seconds))
        }
        if confirm { cursor.mustAccept = true }
        return .ring(
            Ring(
                legs: [.sip(address)], seconds: seconds, caller: presentationToSIPAddress, confirm: cursor.mustAccept,
                diversions: cursor.diversion == nil ? [] : diversions(outsideBy: table.trunks.first)))
    }

    /// Rings one leg by a decision of its own, so that the caller hears ringing until somebody has accepted.
    mutating func ringApart(_ member: MemberCall, as cursor: CallCursor? = nil) -> Step {
        let time = member.confirm ? member.ring + RoutingTable.confirmTime : member.ring
        let leg = Leg.member(cursor ?? apart(member), after: Seconds(0))
        return .ring(Ring(legs: [leg], seconds: time, caller: .unchanged))
    }

    /// The cursor of a leg that is decided apart.
    func apart(_ member: MemberCall) -> CallCursor {
        var apart = CallCursor(revision: cursor.revision)
        apart.isMember = true
        apart.mustAccept = cursor.mustAccept
        apart.language = cursor.language
        apart.diversion = cursor.diversion
        apart.frame = .member(member)
        // What rings now for the call is this very leg.
        let tried =
            switch member.target {
            case .number, .sip: cursor.tried.dropLast(cursor.owner == nil ? 0 : 1)
            case .leg, .telephones, .user, .group: cursor.tried[...]
            }
        apart.tried = Array(tried)
        return apart
    }

    /// After trouble on a trunk: the same leg through the next one that may carry it; `nil` when there is none.
    mutating func ringThroughNextTrunk() -> Step? {
        guard let used = cursor.trunk, let last = cursor.tried.last else { return nil }
        let number: PhoneNumber?
        switch last {
        case .mobile(let name): number = table.user(name)?.mobile.flatMap { table.numbers[$0] }
        case .number where isCallbackToClient: number = call.caller?.parsed
        case .number(let e164): number = table.numbers[e164] ?? call.dialled.parsed
        case .user, .phone, .sip, .group, .menu, .queue: number = nil
        }
        if case .number(let digits) = last, table.isEmergency(digits), used + 1 < table.trunks.count {
            return ring(digits, digits: digits, through: used + 1, seconds: RoutingTable.emergencyRing)
        }
        guard let number,
            let trunk = table.trunks.indices.first(where: { $0 > used && table.trunks[$0].mayCall(number) })
        else { return nil }
        let seconds =
            switch cursor.frame {
            case _ where cursor.stage == .transferor: RoutingTable.transferorRing
            case .member(let member): member.ring
            case .familiar(_, let number, let rule): table.familiarRing(of: number, rule: rule)
            default: ringTime(of: cursor.owner.flatMap { table.user($0) })
            }
        return ring(number.e164, digits: number.digits, through: trunk, seconds: seconds)
    }

    private mutating func ring(
        _ number: String, digits: String, through index: Int, seconds: Seconds
    ) -> Step {
        let trunk = table.trunks[index]
        cursor.trunk = index
        explain("\(number) rings \(seconds) through trunk \(trunk.name)")
        let leg = Leg.outside(number: number, trunk: trunk.name, dial: trunk.dialString(digits: digits))
        // Whoever calls the outside himself hears what the network says; a client hears ringing until somebody is found.
        let hearsNetwork = isOwnCall(to: number) && !showsClient
        return .ring(
            Ring(
                legs: [leg], seconds: seconds, caller: presentation(of: number, on: trunk),
                confirm: cursor.mustAccept, earlyMedia: hearsNetwork, diversions: diversions(outsideBy: trunk)))
    }

    /// How long a user's leg rings: as his noAnswer rule says, unless that rule has nothing left to offer.
    private mutating func ringTime(of user: User?) -> Seconds {
        guard cursor.stage == .rules, let user, let rule = untried(.noAnswer, of: user) else {
            return RoutingTable.defaultRing
        }
        return rule.after ?? RoutingTable.defaultRing
    }
}
