import Foundation

/// A checked office, compiled for deciding calls: immutable, swapped in whole when a rule changes.
public struct RoutingTable: Sendable {
    /// How long a leg rings when no rule says otherwise.
    public static let defaultRing = Seconds(30)
    /// How long a familiar employee rings when the rule does not say.
    public static let familiarRing = Seconds(15)
    /// How long somebody who has picked up may take to accept.
    public static let confirmTime = Seconds(20)
    /// How long whoever transferred a call and has hung up rings when it comes back to him.
    public static let transferorRing = Seconds(25)
    /// How long an emergency call rings.
    static let emergencyRing = Seconds(120)
    /// How many users, groups and menus a call may be sent on to before the operator gets it.
    public static let hopLimit = 10
    /// How many members of a group ring one after the other for a call: the cursor has to carry their places.
    static let mostInTurn = 100

    /// The store's revision this was compiled from.
    public let revision: Int
    /// The office's own settings.
    public let settings: OfficeSettings
    /// The office's zone.
    public let zone: TimeZone
    /// In the order they are tried.
    public let trunks: [Trunk]
    let usersByDevice: [String: User]
    let inboundNumbers: [String: InboundNumber]
    /// Whether some number rule asks who talked with whom.
    public let asksForTalks: Bool
    /// Whether some call may be recorded.
    public let recordsCalls: Bool
    /// Asterisk's queues, in the order of the office.
    public let asteriskQueues: [AsteriskQueue]
    let menus: [String: MenuPlan]
    let callerLists: [String: Set<String>]
    let schedules: [String: SchedulePlan]
    /// What phones dial to change rules.
    let codes: PhoneCodes
    /// The users' mobiles: extensions by E.164.
    let mobiles: [String: String]
    /// The office's numbers that lead to one user in the end: E.164 by extension.
    let ownNumbers: [String: String]
    /// Emergency numbers that are no extension here, and the leg that calls them.
    public let emergencyLegs: [(number: String, leg: Leg)]
    /// Every outside number of the office, read.
    let numbers: [String: PhoneNumber]
    let users: [String: User]
    private let extensions: [String: Destination]
    private let groups: [String: HuntGroup]
    let queues: [String: Queue]
    private let numbering: any NumberingPlan

    /// Compiles a checked office.
    public init(_ checked: CheckedOffice, revision: Int, numbering: any NumberingPlan) {
        let office = checked.office
        self.revision = revision
        self.numbering = numbering
        settings = office.settings
        zone = TimeZone(identifier: office.settings.timezone) ?? .gmt
        trunks = office.trunks
        numbers = checked.numbers
        codes = office.codes
        users = Self.index(office.users, by: \.extension)
        let extensions = Self.extensions(of: office)
        self.extensions = extensions
        usersByDevice = Self.index(office.users.filter { $0.phone != nil }, by: { $0.phone ?? "" })
        mobiles = Self.index(office.users.filter { $0.mobile != nil }, by: { $0.mobile ?? "" })
            .mapValues(\.extension)
        groups = Self.index(Self.groups(of: office), by: \.name)
        queues = Self.index(office.queues, by: \.name)
        asteriskQueues = AsteriskQueue.all(of: office)
        menus = Self.index(
            office.menus.enumerated().map { MenuPlan($1, id: $0 + 1, extensions: extensions) }, by: \.menu.name)
        callerLists = Self.index(office.lists, by: \.name).mapValues { Set($0.numbers ?? []) }
        schedules = Self.index(SchedulePlan.plans(of: office), by: \.schedule.name)
        inboundNumbers = Self.index(office.numbers, by: \.number)
        recordsCalls =
            office.numbers.contains(where: \.record) || office.users.contains(where: \.record)
            || office.groups.contains(where: \.record) || office.queues.contains(where: \.record)
        asksForTalks = office.numbers.contains { $0.rules.contains { $0.familiar != nil } }
        ownNumbers = Dictionary(
            office.numbers.compactMap { number in
                guard case .user(let name)? = number.rules.first(where: \.isUnconditional)?.to else { return nil }
                return (name, number.number)
            }, uniquingKeysWith: { first, _ in first })
        let country = office.settings.country
        emergencyLegs =
            office.trunks.first.map { trunk in
                // Emergency numbers have two or three digits nearly everywhere (ITU-T E.161.1 recommends 112).
                (10...999).map(String.init).filter {
                    extensions[$0] == nil && numbering.isEmergency($0, region: country)
                }
                .map { ($0, .outside(number: $0, trunk: trunk.name, dial: trunk.dialString(digits: $0))) }
            } ?? []
    }

    private static func index<Value>(_ values: [Value], by key: (Value) -> String) -> [String: Value] {
        Dictionary(values.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What an internal caller, or the caller of a menu, can dial besides outside numbers.
    private static func extensions(of office: Office) -> [String: Destination] {
        Dictionary(
            office.users.map { ($0.extension, Destination.user($0.extension)) }
                + office.groups.map { ($0.extension, .group($0.name)) }
                + office.queues.map { ($0.extension, .queue($0.name)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The groups, `speakers` among their members spelled out, and a group for each language that is spoken.
    private static func groups(of office: Office) -> [HuntGroup] {
        func speakers(of language: String) -> [Destination] {
            office.users.filter { $0.languages.contains(language) }.map { .user($0.extension) }
        }
        let spelledOut = office.groups.map { group in
            var group = group
            // Nobody rings twice because he speaks two languages, or is a member by himself, too.
            var members = Set(group.members.map(\.to))
            group.members = group.members.flatMap { member -> [HuntGroup.Member] in
                guard case .speakers(let language) = member.to else { return [member] }
                return speakers(of: language).filter { members.insert($0).inserted }.map {
                    HuntGroup.Member(to: $0, ring: member.ring, confirm: member.confirm, weight: member.weight)
                }
            }
            return group
        }
        let languages = Set(office.users.flatMap(\.languages)).sorted()
        return spelledOut
            + languages.map { language in
                HuntGroup(
                    extension: "", name: "\(Destination.speakers(language))", strategy: .ringall,
                    members: speakers(of: language).map { HuntGroup.Member(to: $0) }, otherwise: .operator)
            }
    }
}

extension RoutingTable {
    /// The user with this extension.
    public func user(_ extension: String) -> User? { users[`extension`] }

    /// The user whose desk phone this device is.
    public func user(device: String) -> User? { usersByDevice[device] }

    /// The user whose mobile this is, E.164.
    public func user(mobile number: String) -> User? { mobiles[number].flatMap { users[$0] } }

    /// What the administrator calls one of the office's numbers, E.164.
    public func name(ofNumber number: String) -> String? { inboundNumbers[number]?.name }

    /// Where an extension leads.
    func destination(extension: String) -> Destination? { extensions[`extension`] }

    /// The group of this name; for `speakers en` the users who speak it.
    func group(_ name: String) -> HuntGroup? { groups[name] }

    /// The queue of this name.
    public func queue(_ name: String) -> Queue? { queues[name] }

    /// Whom a member of a group rings: of a group all that are in it, and in groups in it.
    func people(behind member: Destination) -> [Destination] {
        guard case .group(let name) = member, let group = groups[name] else { return [member] }
        // `check` refuses circles.
        return group.members.flatMap { people(behind: $0.to) }
    }

    /// The names of all groups, `speakers …` among them.
    public var groupNames: Set<String> { Set(groups.keys) }

    /// A destination for people: with the user's name.
    func describe(_ destination: Destination) -> String {
        if case .user(let name) = destination, let user = users[name] { return "\(destination) (\(user.name))" }
        return "\(destination)"
    }

    /// How long a member of a group rings when he rings alone; another group as long as it takes.
    func ringTime(of member: HuntGroup.Member, in group: HuntGroup, depth: Int = 0) -> Seconds {
        if let own = member.ring { return own }
        // Groups in groups in groups end somewhere: `check` refuses circles.
        guard case .group(let name) = member.to, let inner = groups[name], depth < RoutingTable.hopLimit else {
            return group.ring ?? Self.defaultRing
        }
        let times = inner.members.map { ringTime(of: $0, in: inner, depth: depth + 1) }
        switch inner.strategy {
        case .ringall: return inner.ring ?? times.max() ?? Self.defaultRing
        case .memoryhunt: return times.reduce(Seconds(0), +)
        case .linear, .rrmemory, .leastrecent, .fewestcalls, .random, .wrandom:
            // Who rings alone may also take his time to accept.
            return zip(inner.members, times).reduce(Seconds(0)) {
                $0 + $1.1 + ($1.0.confirm ? Self.confirmTime : Seconds(0))
            }
        }
    }

    /// Whether a schedule is open, and why.
    public func state(ofSchedule name: String, at moment: Date) -> (isOpen: Bool, reason: String) {
        schedules[name]?.state(at: moment) ?? (false, "there is no such schedule")
    }

    /// How long a familiar user rings by this rule of a number.
    func familiarRing(of number: String, rule: Int) -> Seconds {
        guard let rules = inboundNumbers[number]?.rules, rules.indices.contains(rule) else { return Self.familiarRing }
        return rules[rule].ring ?? Self.familiarRing
    }

    /// Whether a user is to be rung for others at this moment.
    func isOnShift(_ user: User, at moment: Date) -> Bool {
        user.shift.map { state(ofSchedule: $0, at: moment).isOpen } ?? true
    }

    /// A number as somebody wrote or keyed it, read by the office's country.
    public func read(_ text: String) -> IncomingCall.Number {
        // An extension is never a telephone number, though a numbering plan may find it possible.
        let parsed = extensions[text] == nil ? numbering.number(text, region: settings.country) : nil
        return IncomingCall.Number(text: text, parsed: parsed)
    }

    func isEmergency(_ digits: String) -> Bool {
        numbering.isEmergency(digits, region: settings.country)
    }
}
