import AsteriskBench
import Foundation
import Testing

/// Every condition with every destination: the phone is busy, rings out, is off, …, and the call goes where its rule says.
@Suite("forwards") struct ForwardingScenarios {
    enum Condition: String, CaseIterable {
        case always, busy, rejected, noAnswer, notRegistered, switchedOff

        /// Its key in the office file.
        var key: String {
            switch self {
            case .always: "always"
            case .busy, .rejected: "busy"
            case .noAnswer: "noAnswer"
            case .notRegistered, .switchedOff: "unreachable"
            }
        }

        /// What `explain` is told comes of ringing.
        var outcomes: [String] {
            switch self {
            case .always: []
            case .rejected: ["rejected"]
            default: [key]
            }
        }
    }

    enum Destination: String, CaseIterable {
        case user, mobile, number, sip, voicemail
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let condition: Condition
        let destination: Destination
        let `extension`: String

        var testDescription: String { "\(condition) → \(destination)" }
        /// A colleague who is the target.
        var colleague: String { String((Int(`extension`) ?? 0) + 1) }
        var ringTime: Int { 4 }

        /// As the world knows the target.
        var target: String {
            switch destination {
            case .user: colleague
            case .mobile: String(BenchOffice.mobile(`extension`).dropFirst())
            case .number: String(BenchOffice.mobile(colleague).dropFirst())
            case .sip: "sip\(`extension`)"
            case .voicemail: ""
            }
        }

        func users(worldPort: UInt16) -> [BenchOffice.User] {
            let to =
                switch destination {
                case .user: "user \(colleague)"
                case .mobile: "mobile"
                case .number: "number \(BenchOffice.mobile(colleague))"
                case .sip: "'sip:\(target)@127.0.0.1:\(worldPort)'"
                case .voicemail: "voicemail \(`extension`)"
                }
            let after = condition == .noAnswer ? "after: \(ringTime)s, " : ""
            var user = BenchOffice.User(
                extension: `extension`, keys: "forward: { \(condition.key): { \(after)to: \(to) } }")
            if condition == .switchedOff { user.phone = nil }
            if condition == .notRegistered { user.phone = Phone.Contact.none }
            if condition == .switchedOff || destination == .mobile {
                user.keys += ", mobile: \(BenchOffice.mobile(`extension`))"
            }
            if destination == .voicemail {
                user.keys += ", voicemail: { pin: '4417', email: u\(`extension`)@example.org }"
            }
            return [user] + (destination == .user ? [BenchOffice.User(extension: colleague)] : [])
        }
    }

    static let cases: [Case] = Condition.allCases.enumerated().flatMap { row, condition in
        Destination.allCases.enumerated().compactMap { column, destination in
            // A mobile that is off can't be the way out of its being off.
            if condition == .switchedOff, destination == .mobile { return nil }
            return Case(condition: condition, destination: destination, extension: "3\(row)\(column)0")
        }
    }

    static func users(worldPort: UInt16) -> [BenchOffice.User] { cases.flatMap { $0.users(worldPort: worldPort) } }

    @Test("goes where the rule says, and they hear each other", arguments: cases)
    func forward(_ one: Case) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("forward \(one.testDescription)", [one.extension, one.colleague]) {
            let (number, client) = (BenchOffice.direct(one.extension), BenchOffice.client(one.extension))
            let mobile = String(BenchOffice.mobile(one.extension).dropFirst())
            switch one.condition {
            case .always: break
            case .busy: stage.bench.world.party(one.extension, .busy)
            case .rejected: stage.bench.world.party(one.extension, .rejects())
            case .noAnswer: stage.bench.world.party(one.extension, .rings)
            case .notRegistered: break
            case .switchedOff: stage.bench.world.party(mobile, .switchedOff)
            }
            let way = try await stage.explain(to: number, from: client, when: one.condition.outcomes)
            let call = try await stage.call(from: .trunk(client), to: number)
            switch one.condition {
            case .always: break
            case .busy, .rejected:
                let desk = try await stage.leg(to: one.extension, for: client, of: call)
                #expect(try await desk.finalStatus() == (one.condition == .busy ? 486 : 603))
            case .noAnswer:
                let desk = try await stage.leg(to: one.extension, for: client, of: call)
                try await desk.stopsRinging()
                #expect(abs(desk.rang - Double(one.ringTime)) < 1, "rang \(desk.rang) s")
            case .notRegistered: break
            case .switchedOff:
                let leg = try await stage.leg(to: mobile, for: client, of: call)
                #expect(try await leg.finalStatus() == 480)
            }
            try await arrives(call, client: client, one, way: way, stage)
        }
    }

    private func arrives(_ call: CallerLeg, client: String, _ one: Case, way: Way, _ stage: Stage) async throws {
        if one.destination == .voicemail {
            #expect(way.last.hasPrefix("voicemail \(one.extension)"))
            try await leavesMessage(call, in: one.extension, stage)
        } else {
            #expect(way.parties.last == one.target)
            let target = try await stage.leg(to: one.target, for: client, of: call)
            try await target.answered()
            try await stage.bench.expectConversation(call, target, for: 2)
        }
        // explain and the call agree: these rang, in this order, and nobody else did.
        let rung = way.parties
        let known = [one.extension, one.target, String(BenchOffice.mobile(one.extension).dropFirst())]
        let legs = Set(known).flatMap { stage.bench.legs(to: $0, after: call.dialog.invitedAt) }
            .sorted { $0.invitedAt < $1.invitedAt }.map(\.calledUser)
        #expect(legs == rung.filter { one.condition != .notRegistered || $0 != one.extension })
    }

    /// Whether somebody was sent a mail with a recording.
    private static func mail(to address: String, in file: URL) throws -> Bool {
        guard FileManager.default.fileExists(atPath: file.path) else { return false }
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        guard let mine = text.range(of: "<\(address)>") else { return false }
        return text[mine.upperBound...].contains("Content-Type: audio/")
    }

    /// The caller speaks after the tone: the file has his voice in it.
    private func leavesMessage(_ call: CallerLeg, in mailbox: String, _ stage: Stage) async throws {
        try await call.leg.answered()
        let tone = try #require(call.leg.tone)
        try await Task.sleep(for: .seconds(18))
        try await call.hangUp()
        let message = try await stage.bench.message(in: mailbox)
        #expect(message.duration > 2)
        #expect(message.share(of: tone) > 0.6, "the caller's tone is in the message")
        let mails = stage.bench.pbx.directory.appending(path: "spool/mail")
        let deadline = ContinuousClock.now + .seconds(10)
        // Asterisk runs the mail command beside the call.
        while try !Self.mail(to: "u\(mailbox)@example.org", in: mails), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try Self.mail(to: "u\(mailbox)@example.org", in: mails), "the message is mailed")
    }
}
