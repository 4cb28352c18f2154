/// A dynamic member of one of Asterisk's queues.
public struct QueueMember: Sendable, Hashable {
    /// What app_queue dials, and the member's identity: `Local/101@switchboard-agent`.
    public var interface: String
    /// What the queue log and events call him.
    public var name: String
    /// The device whose state tells whether he is free.
    public var stateInterface: String
    /// 0 comes first.
    public var penalty: Int
    /// He gets no calls for now.
    public var isPaused: Bool

    /// A member of these values.
    public init(interface: String, name: String, stateInterface: String, penalty: Int = 0, isPaused: Bool = false) {
        self.interface = interface
        self.name = name
        self.stateInterface = stateInterface
        self.penalty = penalty
        self.isPaused = isPaused
    }
}

/// What a queue's members are to be.
public struct QueueRoster: Sendable, Hashable {
    /// The queue's name.
    public var queue: String
    /// Who is to be in it, in order.
    public var members: [QueueMember]
    /// Whether the order counts: that of the strategy `linear` is the order in which members came.
    public var isOrdered: Bool

    /// A roster of these values.
    public init(queue: String, members: [QueueMember], isOrdered: Bool = false) {
        self.queue = queue
        self.members = members
        self.isOrdered = isOrdered
    }
}

/// One change of a queue's members.
public enum QueueEffect: Sendable, Hashable {
    /// Puts somebody in, at the end.
    case add(QueueMember, to: String)
    /// Takes an interface out.
    case remove(String, from: String)
    /// Pauses an interface, or lets it go on.
    case pause(String, in: String, Bool)
    /// Gives an interface another penalty.
    case penalty(String, in: String, Int)
}

/// Who is in Asterisk's queues, as far as it has told, and what is to be done until they are as they should be.
public struct QueueMembership: Sendable, Hashable {
    /// Members by queue, in Asterisk's order; a queue without members is there, too.
    public private(set) var queues: [String: [QueueMember]]

    /// - Parameter queues: what a list of all queues said.
    public init(_ queues: [String: [QueueMember]] = [:]) {
        self.queues = queues
    }

    /// Asterisk has done this, or somebody else has.
    public mutating func apply(_ effect: QueueEffect) {
        switch effect {
        case .add(let member, let queue):
            guard queues[queue]?.contains(where: { $0.interface == member.interface }) == false else { return }
            queues[queue]?.append(member)
        case .remove(let interface, let queue): queues[queue]?.removeAll { $0.interface == interface }
        case .pause(let interface, let queue, let isPaused):
            edit(interface, in: queue) { $0.isPaused = isPaused }
        case .penalty(let interface, let queue, let penalty): edit(interface, in: queue) { $0.penalty = penalty }
        }
    }

    private mutating func edit(_ interface: String, in queue: String, _ edit: (inout QueueMember) -> Void) {
        guard let index = queues[queue]?.firstIndex(where: { $0.interface == interface }) else { return }
        edit(&queues[queue, default: []][index])
    }

    /// What makes these queues as they should be; those that Asterisk does not have are left out. A queue is not emptied on
    /// the way where somebody stays in it: its callers would leave.
    public func effects(toward rosters: [QueueRoster]) -> [QueueEffect] {
        rosters.flatMap { roster in queues[roster.queue].map { effects(toward: roster, from: $0) } ?? [] }
    }

    private func effects(toward roster: QueueRoster, from present: [QueueMember]) -> [QueueEffect] {
        let queue = roster.queue
        let known = Dictionary(present.map { ($0.interface, $0) }, uniquingKeysWith: { first, _ in first })
        let wanted = Set(roster.members.map(\.interface))
        let kept = roster.isOrdered ? Self.inOrder(roster.members, among: present) : wanted
        var effects: [QueueEffect] = []
        for member in roster.members {
            guard let now = known[member.interface] else {
                effects.append(.add(member, to: queue))
                continue
            }
            guard kept.contains(member.interface), now.isSame(as: member) else {
                effects += [.remove(member.interface, from: queue), .add(member, to: queue)]
                continue
            }
            if now.penalty != member.penalty { effects.append(.penalty(member.interface, in: queue, member.penalty)) }
            if now.isPaused != member.isPaused { effects.append(.pause(member.interface, in: queue, member.isPaused)) }
        }
        // Last, so that there is somebody all the time.
        return effects + present.filter { !wanted.contains($0.interface) }.map { .remove($0.interface, from: queue) }
    }

    /// The first members who stand in order: those behind them have to come anew.
    private static func inOrder(_ members: [QueueMember], among present: [QueueMember]) -> Set<String> {
        let places = Dictionary(
            present.enumerated().map { ($1.interface, $0) }, uniquingKeysWith: { first, _ in first })
        var (last, kept): (Int, Set<String>) = (-1, [])
        for member in members {
            guard let place = places[member.interface], place > last,
                present[place].isSame(as: member)
            else { break }
            last = place
            kept.insert(member.interface)
        }
        return kept
    }
}

extension QueueMember {
    /// What can't be changed without taking him out is the same.
    fileprivate func isSame(as other: QueueMember) -> Bool {
        name == other.name && stateInterface == other.stateInterface
    }
}
