import Foundation

extension Evaluation {
    /// Begins a hunt group: the order is drawn up once for this call.
    mutating func enter(group name: String) -> Step {
        guard let group = table.group(name) else { return failure("group \(name) does not exist") }
        guard !cursor.tried.contains(.group(name)) else {
            explain("group \(name) was tried for this call already: a loop")
            return deadEnd()
        }
        guard mayGoOn() else { return deadEnd() }
        cursor.tried.append(.group(name))
        var order = order(of: group).filter { mayRing(group.members[$0], in: group) }
        explain(
            "group \(name), \(group.strategy.rawValue): \(order.map { "\(group.members[$0].to)" }.joined(separator: ", "))"
        )
        switch group.strategy {
        case .ringall, .memoryhunt:
            // Dial would call a phone twice that is there twice.
            var ringing: Set<Destination> = []
            order.removeAll { !ringing.insert(group.members[$0].to).inserted }
            return ringTogether(group, order)
        case .linear, .rrmemory, .leastrecent, .fewestcalls, .random, .wrandom:
            if order.count > RoutingTable.mostInTurn { explain("the first \(RoutingTable.mostInTurn) of them ring") }
            return ringNext(in: group, of: Array(order.prefix(RoutingTable.mostInTurn)))
        }
    }

    /// Rings the next member alone; after the last one the group is over.
    mutating func ringNext(in group: HuntGroup, of order: [Int]) -> Step {
        let places = order.filter(group.members.indices.contains)
        guard let place = places.first(where: { !isTalking(group.members[$0], in: group) }) else {
            return groupEnd(group)
        }
        let member = group.members[place]
        let later = order.drop { $0 != place }.dropFirst().filter(group.members.indices.contains)
        // Who rings in a group before his own turn has had it.
        let had = member.to.isGroup ? Set(table.people(behind: member.to)) : []
        let remaining = later.filter { !had.contains(group.members[$0].to) }
        cursor.frame = .group(group.name, remaining: remaining, ringing: place)
        cursor.trunk = nil
        if group.strategy == .rrmemory { turn = GroupTurn(group: group.name, member: member.to.description) }
        let seconds = table.ringTime(of: member, in: group)
        explain("\(member.to) rings \(seconds)\(member.confirm ? " and is asked to accept" : "")")
        switch leg(of: member, in: group, seconds: seconds) {
        case .phone(let user, let phone):
            return .ring(
                Ring(
                    legs: [.phone(phone)], seconds: seconds, caller: presentationInside,
                    busyWhenInUse: user.callWaiting ? [] : [phone], diversions: diversions(outsideBy: nil)))
        case .apart(let call):
            let earlier = group.members.indices.filter { $0 != place && !later.contains($0) }
            return ringApart(call, as: apart(call, of: group, besides: earlier))
        case nil: return ringNext(in: group, of: remaining)
        }
    }

    /// Rings all members at once, or one more each time (memoryhunt).
    private mutating func ringTogether(_ group: HuntGroup, _ order: [Int]) -> Step {
        let hunts = group.strategy == .memoryhunt
        let order = order.filter { !isTalking(group.members[$0], in: group) }
        var ring = Ring(
            legs: [], seconds: Seconds(0), caller: presentationInside, diversions: diversions(outsideBy: nil))
        var begin = Seconds(0)
        let longest = order.map { table.ringTime(of: group.members[$0], in: group) }.max() ?? Seconds(0)
        let whole =
            hunts
            ? order.reduce(Seconds(0)) { $0 + table.ringTime(of: group.members[$1], in: group) }
            : group.ring ?? longest
        for place in order {
            let member = group.members[place]
            // Whoever began rings to the end; in ringall a member may have a time of his own.
            let own = hunts ? whole : min(member.ring ?? whole, whole)
            switch leg(of: member, in: group, seconds: own) {
            case .phone(let user, let phone) where !hunts && own == whole:
                ring.legs.append(.phone(phone))
                if !user.callWaiting { ring.busyWhenInUse.append(phone) }
            case .phone(let user, _):
                ring.legs.append(.member(apart(MemberCall(.leg(user.extension), ring: own)), after: begin))
            case .apart(let call):
                let besides = order.filter { $0 < place || !group.members[$0].to.isGroup }
                ring.legs.append(.member(apart(call, of: group, besides: besides), after: begin))
            case nil: continue
            }
            if hunts { begin = begin + table.ringTime(of: member, in: group) }
        }
        guard !ring.legs.isEmpty else { return groupEnd(group) }
        ring.seconds = whole
        cursor.frame = .group(group.name, remaining: [], ringing: nil)
        cursor.trunk = nil
        explain("all ring \(whole)\(hunts ? ", one more each time" : "")")
        return .ring(ring)
    }

    /// Nobody in the group took the call.
    private mutating func groupEnd(_ group: HuntGroup) -> Step {
        guard !cursor.isMember else {
            explain("group \(group.name): nobody took the call")
            return .decline(.noAnswer)
        }
        explain("group \(group.name): nobody took the call, otherwise → \(group.otherwise)")
        cursor.frame = nil
        return follow(group.otherwise, of: nil)
    }

    // MARK: Members

    private enum MemberLeg {
        case phone(User, String)
        case apart(MemberCall)
    }

    /// How a member rings: desk phones directly; what needs a caller shown otherwise, a question or an order of its own
    /// by a decision apart.
    private func leg(of member: HuntGroup.Member, in group: HuntGroup, seconds: Seconds) -> MemberLeg? {
        switch member.to {
        case .user(let name):
            guard let user = table.user(name) else { return nil }
            if group.membersForward, !user.forward.isEmpty {
                return .apart(MemberCall(.user(name), confirm: member.confirm, ring: seconds))
            }
            if let phone = user.phone { return .phone(user, phone) }
            return .apart(MemberCall(.leg(name), confirm: member.confirm, ring: seconds))
        case .number(let e164): return .apart(MemberCall(.number(e164), confirm: member.confirm, ring: seconds))
        case .sip(let address): return .apart(MemberCall(.sip(address), confirm: member.confirm, ring: seconds))
        case .group(let name): return .apart(MemberCall(.group(name), ring: seconds))
        default: return nil
        }
    }

    /// The cursor of a member that is decided apart. Whoever of a group in the group rings besides it, or has rung before
    /// it, does not ring again.
    private func apart(_ call: MemberCall, of group: HuntGroup, besides places: [Int]) -> CallCursor {
        var apart = apart(call)
        guard case .group(let inner) = call.target else { return apart }
        let others = Set(places.flatMap { table.people(behind: group.members[$0].to) })
        let twice = table.people(behind: .group(inner)).filter(others.contains).compactMap(tried)
        apart.tried += twice.prefix(max(0, Self.mostTried - apart.tried.count))
        return apart
    }

    /// How much of what was tried a cursor is given, which has 1,500 bytes.
    private static let mostTried = 50

    /// A member as what has been tried.
    private func tried(_ member: Destination) -> CallCursor.Tried? {
        switch member {
        case .user(let name): table.user(name)?.phone == nil ? .mobile(name) : .phone(name)
        case .number(let e164): .number(e164)
        case .sip(let address): .sip(address.description)
        default: nil
        }
    }

    /// Whether a member is rung at all for this call.
    private mutating func mayRing(_ member: HuntGroup.Member, in group: HuntGroup) -> Bool {
        switch member.to {
        case .user(let name):
            guard let user = table.user(name) else { return false }
            if !table.isOnShift(user, at: moment) {
                explain("group \(group.name): user \(name) is off shift")
                return false
            }
            guard hasRung(user) || cursor.tried.contains(.user(name)) else { return true }
        case .number(let e164): guard cursor.tried.contains(.number(e164)) else { return true }
        case .sip(let address): guard cursor.tried.contains(.sip(address.description)) else { return true }
        case .group(let name): guard cursor.tried.contains(.group(name)) else { return true }
        default: return false
        }
        explain("group \(group.name): \(member.to) was tried for this call already")
        return false
    }

    /// Whether a member is not rung now because he is talking; one whose own rules apply finds that out there.
    private mutating func isTalking(_ member: HuntGroup.Member, in group: HuntGroup) -> Bool {
        guard case .user(let name) = member.to, let user = table.user(name), isTalking(user),
            !group.membersForward || user.forward.isEmpty
        else { return false }
        explain("group \(group.name): user \(name) is talking")
        return true
    }

    private func order(of group: HuntGroup) -> [Int] {
        let places = Array(group.members.indices)
        let known = self.memory.groups[group.name] ?? CallMemory.Group()
        func memory(_ place: Int) -> CallMemory.Member {
            known.members[group.members[place].to.description] ?? CallMemory.Member()
        }
        var lots = SplitMix64(seed: self.memory.seed)
        switch group.strategy {
        case .ringall, .linear, .memoryhunt: return places
        case .rrmemory:
            guard let last = group.members.firstIndex(where: { $0.to.description == known.turn }) else { return places }
            return Array(places[(last + 1)...] + places[...last])
        case .leastrecent:
            return places.sorted {
                (memory($0).last ?? .distantPast, $0) < (memory($1).last ?? .distantPast, $1)
            }
        case .fewestcalls: return places.sorted { (memory($0).calls, $0) < (memory($1).calls, $1) }
        case .random: return places.shuffled(using: &lots)
        case .wrandom: return weighted(places, by: { max(1, group.members[$0].weight ?? 1) }, using: &lots)
        }
    }

    /// Draws one after the other, each with a chance in proportion to its weight.
    private func weighted(_ places: [Int], by weight: (Int) -> Int, using lots: inout SplitMix64) -> [Int] {
        var left = places
        var drawn: [Int] = []
        while !left.isEmpty {
            let whole = left.reduce(0) { $0 + weight($1) }
            var lot = Int(lots.next() % UInt64(whole))
            let index = left.firstIndex { place in
                lot -= weight(place)
                return lot < 0
            }
            drawn.append(left.remove(at: index ?? 0))
        }
        return drawn
    }
}

extension Destination {
    fileprivate var isGroup: Bool {
        if case .group = self { true } else { false }
    }
}
