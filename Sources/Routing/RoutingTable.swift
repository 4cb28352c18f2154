import Foundation

/// A checked office, compiled for deciding calls: immutable, swapped in whole when a rule changes.
public struct RoutingTable: Sendable {
    /// How long a leg rings when no rule says otherwise.
    public static let defaultRing = Seconds(30)
    /// How long an emergency call rings.
    static let emergencyRing = Seconds(120)
    /// How many users a call may be sent on to before the operator gets it.
    public static let hopLimit = 10

    /// What an internal caller can dial besides outside numbers.
    enum Extension: Sendable {
        case user(User)
        case group(String)
        case queue(String)
    }

    /// The store's revision this was compiled from.
    public let revision: Int
    /// The office's own settings.
    public let settings: OfficeSettings
    /// The office's zone.
    public let zone: TimeZone
    let trunks: [Trunk]
    let extensions: [String: Extension]
    let usersByDevice: [String: User]
    let inboundNumbers: [String: InboundNumber]
    /// Emergency numbers that are no extension here, and the leg that calls them.
    public let emergencyLegs: [(number: String, leg: Leg)]
    /// Every outside number of the office, read.
    let numbers: [String: PhoneNumber]
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
        var extensions: [String: Extension] = [:]
        for user in office.users { extensions[user.extension] = .user(user) }
        for group in office.groups { extensions[group.extension] = .group(group.name) }
        for queue in office.queues { extensions[queue.extension] = .queue(queue.name) }
        self.extensions = extensions
        usersByDevice = Dictionary(
            office.users.compactMap { user in user.phone.map { ($0, user) } }, uniquingKeysWith: { first, _ in first })
        let country = office.settings.country
        emergencyLegs =
            office.trunks.first.map { trunk in
                // Emergency numbers have two or three digits nearly everywhere (ITU-T E.161.1 recommends 112).
                (10...999).map(String.init).filter {
                    extensions[$0] == nil && numbering.isEmergency($0, region: country)
                }
                .map { ($0, .outside(number: $0, trunk: trunk.name, dial: trunk.dialString(digits: $0))) }
            } ?? []
        inboundNumbers = Dictionary(
            office.numbers.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The user with this extension.
    public func user(_ extension: String) -> User? {
        if case .user(let user)? = extensions[`extension`] { user } else { nil }
    }

    /// The user whose desk phone this device is.
    public func user(device: String) -> User? { usersByDevice[device] }

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

extension RoutingTable {
    /// A call as this table sees it.
    ///
    /// - Parameters:
    ///   - origin: where it comes from.
    ///   - dialled: what was dialled, as it came.
    ///   - caller: the number shown; empty or `nil` for anonymous callers.
    public func call(_ origin: IncomingCall.Origin, to dialled: String, from caller: String?) -> IncomingCall {
        let read = origin == .external ? readFromTrunk : read
        return IncomingCall(
            origin: origin, dialled: read(dialled), caller: caller.flatMap { $0.isEmpty ? nil : read($0) })
    }

    /// Some carriers send international numbers without the plus: what the country's own plan can't read may be one.
    private func readFromTrunk(_ text: String) -> IncomingCall.Number {
        let number = read(text)
        guard number.parsed == nil, text.allSatisfy(\.isASCIIDigit) else { return number }
        return IncomingCall.Number(text: text, parsed: read("+" + text).parsed)
    }

    /// The language of what a caller hears: a colleague's own, else the office's.
    public func language(for call: IncomingCall) -> String {
        guard case .internal(let device) = call.origin, let user = user(device: device) else {
            return settings.language
        }
        return user.languages.first ?? settings.language
    }
}
