/// A queue as Asterisk's app_queue is to have it: one for each queue of the office, and one more for each language that some
/// of its members speak and others do not.
///
/// It is named by the extension, so that a queue that gets another name goes on: `switchboard-700`,
/// `switchboard-700-en`. The strategy `linear` has a name of its own (`switchboard-700-linear`): app_queue keeps the order
/// of members only in a queue that was linear from its beginning (app_queue.c, `init_queue`).
public struct AsteriskQueue: Sendable, Hashable {
    /// Somebody who serves it, as a dynamic member.
    public struct Member: Sendable, Hashable {
        /// A user's extension, or a number: `Queue.Member.agent`.
        public let agent: String
        /// What app_queue dials.
        public let interface: String
        /// Whose state tells whether he is free.
        public let stateInterface: String
        /// 0 comes first.
        public let penalty: Int
    }

    /// What the names of all of them begin with.
    public static let prefix = "switchboard-"
    /// The dialplan's context of members.
    static let agentContext = "switchboard-agent"

    /// Its name.
    public let name: String
    /// What the office says of it.
    public let queue: Queue
    /// The language that all its members speak; `nil`: it is the whole queue.
    public let language: String?
    /// Who serves it, in the order of the office.
    public let members: [Member]
    /// How long a member is called, with the time to accept where somebody is asked to, or is told whom he calls back. His
    /// own leg rings as long as the queue says.
    public let ringTime: Seconds

    /// `7` → `7`, `*` → `star`, `#` → `pound`: what a key is called in names of prompts and contexts; `nil`: no key.
    public static func name(ofKey key: String) -> String? {
        switch key {
        case "*": "star"
        case "#": "pound"
        default: key.count == 1 && key.allSatisfy(\.isASCIIDigit) ? key : nil
        }
    }

    /// The office's extension in a queue's name; `nil`: it is none of ours.
    public static func `extension`(inName name: String) -> String? {
        guard name.hasPrefix(prefix) else { return nil }
        let digits = name.dropFirst(prefix.count).prefix { $0 != "-" }
        return !digits.isEmpty && digits.allSatisfy(\.isASCIIDigit) ? String(digits) : nil
    }

    /// The language in a queue's name; `nil`: it is a whole queue, or none of ours.
    public static func language(inName name: String) -> String? {
        guard `extension`(inName: name) != nil else { return nil }
        let rest = name.dropFirst(prefix.count).drop { $0 != "-" }.dropFirst()
        let language = rest == "linear" ? "" : rest.hasPrefix("linear-") ? rest.dropFirst("linear-".count) : rest
        return language.isEmpty ? nil : String(language)
    }

    static func name(of queue: Queue, language: String?) -> String {
        prefix + queue.extension + (queue.strategy == .linear ? "-linear" : "") + (language.map { "-\($0)" } ?? "")
    }
}

/// A device whose state Switchboard tells app_queue, since no phone's own state says it: of an agent with a telephone outside
/// the office.
public struct AgentDevice: Sendable, Hashable {
    /// `Custom:switchboard-agent-101`.
    public let name: String
    /// The user, where it is one.
    public let user: String?
    /// His desk phone.
    public let phone: String?
    /// The number outside, E.164.
    public let number: String?
}

extension AsteriskQueue {
    /// All queues of an office.
    static func all(of office: Office) -> [AsteriskQueue] {
        let users = Dictionary(office.users.map { ($0.extension, $0) }, uniquingKeysWith: { first, _ in first })
        func languages(of member: Queue.Member) -> [String] {
            guard case .user(let name) = member.to, let languages = users[name]?.languages, !languages.isEmpty else {
                return [office.settings.language]
            }
            return languages
        }
        func queue(_ queue: Queue, _ language: String?, _ members: [Queue.Member]) -> AsteriskQueue {
            let confirms = members.contains { $0.confirmsOutside && $0.ringsOutside(user(of: $0)) }
            return AsteriskQueue(
                name: name(of: queue, language: language), queue: queue, language: language,
                members: members.map { Member($0, user: user(of: $0)) },
                ringTime: queue.ring + (confirms || queue.callback != nil ? RoutingTable.confirmTime : Seconds(0)))
        }
        func user(of member: Queue.Member) -> User? {
            if case .user(let name) = member.to { users[name] } else { nil }
        }
        return office.queues.flatMap { office -> [AsteriskQueue] in
            let spoken = office.languages ? Set(office.members.flatMap(languages)).sorted() : []
            return [queue(office, nil, office.members)]
                + spoken.compactMap { language in
                    let speakers = office.members.filter { languages(of: $0).contains(language) }
                    return speakers.count == office.members.count ? nil : queue(office, language, speakers)
                }
        }
    }
}

extension AsteriskQueue.Member {
    init(_ member: Queue.Member, user: User?) {
        agent = member.agent
        interface = "Local/\(agent)@\(AsteriskQueue.agentContext)"
        penalty = member.penalty ?? 0
        stateInterface =
            switch (user, user?.phone) {
            case (let user?, let phone?) where member.rings(of: user) == .phone: phone
            default: AgentDevice.name(of: agent)
            }
    }
}

extension AgentDevice {
    static func name(of agent: String) -> String { "Custom:\(AsteriskQueue.agentContext)-\(agent)" }

    init(_ agent: String, user: User?) {
        name = Self.name(of: agent)
        self.user = user?.extension
        phone = user?.phone
        number = user == nil ? agent : nil
    }
}

extension RoutingTable {
    /// The name of Asterisk's queue that a caller of this language enters: the language's own where there is one, else the
    /// whole.
    public func asteriskQueue(for queue: Queue, language: String) -> String {
        let own = AsteriskQueue.name(of: queue, language: language)
        return asteriskQueues.contains { $0.name == own } ? own : AsteriskQueue.name(of: queue, language: nil)
    }

    /// The office's queue behind one of Asterisk's.
    public func queue(ofAsteriskQueue name: String) -> Queue? {
        asteriskQueues.first { $0.name == name }?.queue
            ?? AsteriskQueue.extension(inName: name).flatMap { digits in
                asteriskQueues.first { $0.queue.extension == digits }?.queue
            }
    }

    /// A queue in which callers still wait though the office has none of this name any more. Asterisk would forget it, and
    /// with it that agents become free (app_queue.c, `device_state_cb`): it stays until they are served, by those of its
    /// members who serve the office's queue now. Where there is none, it has nobody, and its callers leave it.
    ///
    /// - Parameter last: what it was; `nil`: that is not known.
    public func outgoingQueue(_ name: String, last: AsteriskQueue?) -> AsteriskQueue {
        let digits = AsteriskQueue.extension(inName: name) ?? ""
        let whole = asteriskQueues.first { $0.queue.extension == digits }
        var queue =
            last?.queue ?? whole?.queue
            ?? Queue(
                extension: digits, name: digits, strategy: .ringall, members: [], ring: Self.defaultRing,
                otherwise: .init(to: .operator))
        let isLinear = name.dropFirst(AsteriskQueue.prefix.count + digits.count).hasPrefix("-linear")
        if isLinear != (queue.strategy == .linear) { queue.strategy = isLinear ? .linear : .rrmemory }
        let agents = last.map { Set($0.members.map(\.agent)) }
        return AsteriskQueue(
            name: name, queue: queue, language: AsteriskQueue.language(inName: name),
            members: (whole?.members ?? []).filter { agents?.contains($0.agent) ?? true },
            ringTime: last?.ringTime ?? whole?.ringTime ?? queue.ring)
    }

    /// The devices whose state Switchboard has to tell.
    public var agentDevices: [AgentDevice] {
        Set(
            asteriskQueues.flatMap(\.members).filter { $0.stateInterface == AgentDevice.name(of: $0.agent) }.map(
                \.agent)
        )
        .sorted().map { AgentDevice($0, user: user($0)) }
    }
}
