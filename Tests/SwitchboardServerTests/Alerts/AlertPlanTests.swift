import Foundation
import OfficeFile
import PhoneNumbers
import Routing
import Storage
import Testing

@testable import SwitchboardServer

/// Who is told what: from a fact and the office to entries of the outbox.
@Suite("who is told what") struct AlertPlanTests {
    static let noon = Date(timeIntervalSince1970: 1_790_000_000)

    static func table(language: String = "en") throws -> RoutingTable {
        let text = """
            version: 1
            office:
              { name: Romashka, country: RU, timezone: Europe/Moscow, language: \(language), operator: user 100, notify: { email: admin@r.example } }
            trunks:
              - { name: main, dial: "PJSIP/{number}@main", callerId: +74951234567, allow: [RU] }
            users:
              - { extension: 100, name: Reception, phone: PJSIP/100 }
              - { extension: 101, name: Ivanova, phone: PJSIP/101, mobile: +79160000101, voicemail: { email: ivanova@r.example }, notify: { email: ivanova@r.example, webhook: "http://h/101" } }
              - { extension: 102, name: Petrov, phone: PJSIP/102, notify: { email: petrov@r.example } }
            groups:
              - { extension: 600, name: sales, strategy: ringall, members: [user 101, user 102], otherwise: { to: operator }, notify: { email: sales@r.example, webhook: "http://h/101" } }
            queues:
              - extension: 700
                name: support
                strategy: ringall
                members: [user 101]
                ring: 15s
                notify: { webhook: "http://h/queue" }
                callback: { key: 1, offer: 30s, window: 10m, retry: 5m, attempts: 2, notify: { email: support@r.example, webhook: "http://h/callbacks" } }
                otherwise: { to: operator }
            """
        let numbering = LibPhoneNumber()
        return RoutingTable(
            try OfficeFile.read(text, named: "t", numbering: numbering), revision: 1, numbering: numbering)
    }

    static func missed(
        visited: [String] = ["group sales"],
        legs: [(user: String?, number: String?, outcome: CallRecord.Leg.Outcome)] = [],
        name: String? = "Ivan"
    ) -> CallRecord {
        var call = CallRecord(id: "1790000000.42", began: noon, origin: .external, dialled: "+74951234567")
        (call.callerNumber, call.callerName, call.entry) = ("+79035551234", name, "main line")
        (call.ended, call.disposition, call.visited) = (noon + 25, .missed, visited)
        var line = CallRecord.Leg(
            channel: "1.1", channelName: "PJSIP/main-1", mark: "PJSIP/main", isCaller: true, began: noon)
        line.number = "+79035551234"
        call.legs = [line]
        for (place, leg) in legs.enumerated() {
            var rung = CallRecord.Leg(channel: "1.\(place + 2)", channelName: "", mark: "PJSIP/x", began: noon + 1)
            (rung.user, rung.number, rung.outcome) = (leg.user, leg.number, leg.outcome)
            call.legs.append(rung)
        }
        return call
    }

    private static func addresses(_ fact: AlertFact, canMail: Bool = true) throws -> [String] {
        try AlertPlan(table: table(), canMail: canMail).alerts(for: fact).alerts.map { "\($0.channel) \($0.address)" }
    }

    private static func callback() -> CallbackFact {
        CallbackFact(id: "7", queue: "support", number: "+79035551234", requested: noon, attempts: 2, ended: noon + 600)
    }

    @Test("a missed call: the users rung, the group and the queue, each address once")
    func missedCall() throws {
        let record = Self.missed(
            visited: ["group sales", "user 101", "queue support", "user 999", "menu main"],
            legs: [("101", nil, .noAnswer), ("102", nil, .busy), ("101", "+79160000101", .cancelled)])
        let fact = try #require(MissedCallFact(record, table: Self.table()))
        #expect(
            try Self.addresses(.missedCall(fact)) == [
                "email sales@r.example", "webhook http://h/101", "email ivanova@r.example", "webhook http://h/queue",
                "email petrov@r.example",
            ])
        #expect(
            try Self.addresses(.missedCall(fact), canMail: false) == ["webhook http://h/101", "webhook http://h/queue"])
        #expect(
            fact.tried.map(\.who) == ["101 (Ivanova)", "102 (Petrov)", "101 (Ivanova), mobile"])
    }

    @Test("the others go where the office says")
    func others() throws {
        let message = VoicemailFact(id: "1.1", mailbox: "101", call: "1.1", left: Self.noon)
        let trunk = TrunkFact(trunk: "main", since: Self.noon)
        let quota = RecordingQuotaFact(id: "1", used: 9, quota: 10, noticed: Self.noon)
        let callbacks = ["email support@r.example", "webhook http://h/callbacks"]
        #expect(try Self.addresses(.callbackRequested(Self.callback())) == callbacks)
        #expect(try Self.addresses(.callbackFailed(Self.callback())) == callbacks)
        #expect(try Self.addresses(.voicemailLeft(message)) == ["email ivanova@r.example", "webhook http://h/101"])
        #expect(try Self.addresses(.trunkDown(trunk)) == ["email admin@r.example"])
        #expect(try Self.addresses(.trunkUp(trunk)) == ["email admin@r.example"])
        #expect(try Self.addresses(.recordingQuota(quota)) == ["email admin@r.example"])
    }

    @Test(
        "only calls from outside with which nobody talked are missed",
        arguments: CallDisposition.allCases)
    func dispositions(_ disposition: CallDisposition) throws {
        let isMissed = [.missed, .voicemail, .abandoned].contains(disposition)
        var record = Self.missed()
        record.disposition = disposition
        #expect(try (MissedCallFact(record, table: Self.table()) != nil) == isMissed)
        record.origin = .internal
        #expect(try MissedCallFact(record, table: Self.table()) == nil)
        record.origin = .external
        record.ended = nil
        #expect(try MissedCallFact(record, table: Self.table()) == nil)
    }

    @Test("the same fact to the same address has the same ID; another one has not")
    func identity() throws {
        let plan = AlertPlan(table: try Self.table(), canMail: true)
        let fact = try #require(MissedCallFact(Self.missed(), table: plan.table))
        let first = try plan.alerts(for: .missedCall(fact)).alerts.map(\.id)
        var renamed = fact
        renamed.name = "Another"
        #expect(try plan.alerts(for: .missedCall(renamed)).alerts.map(\.id) == first)
        var other = fact
        other.call = "1790000000.43"
        let second = try plan.alerts(for: .missedCall(other)).alerts.map(\.id)
        let requested = try plan.alerts(for: .callbackRequested(Self.callback())).alerts.map(\.id)
        let failed = try plan.alerts(for: .callbackFailed(Self.callback())).alerts.map(\.id)
        let later = TrunkFact(trunk: "main", since: Self.noon + 1)
        let trunks = try [later, TrunkFact(trunk: "main", since: Self.noon)].flatMap {
            try plan.alerts(for: .trunkDown($0)).alerts.map(\.id)
        }
        // Taken up again by an operator.
        var again = Self.callback()
        again.ended = Self.noon + 1_200
        let failedAgain = try plan.alerts(for: .callbackFailed(again)).alerts.map(\.id)
        let all = first + second + requested + failed + failedAgain + trunks
        #expect(Set(all).count == all.count)
        #expect(all.allSatisfy { $0.wholeMatch(of: /[A-Za-z]+-[0-9a-f]{32}/) != nil })
    }

    @Test("a recording goes along with mails, not with webhooks")
    func recording() throws {
        var message = VoicemailFact(id: "1.1", mailbox: "101", call: "1.1", left: Self.noon, seconds: 3)
        message.recording = .init(name: "101-msg0000.wav", type: "audio/wav", body: Data([1, 2]))
        let (alerts, files) = try AlertPlan(table: Self.table(), canMail: true).alerts(for: .voicemailLeft(message))
        #expect(files.map(\.body) == [Data([1, 2])])
        #expect(alerts.map(\.attachment) == [files[0].id, nil])
        #expect(
            try AlertPlan(table: Self.table(), canMail: false).alerts(for: .voicemailLeft(message)).attachments.isEmpty)
    }

    @Test("a webhook's body")
    func body() throws {
        let record = Self.missed(visited: ["queue support"], legs: [("102", nil, .busy)], name: "I\"v\u{1}an")
        let fact = try #require(MissedCallFact(record, table: Self.table()))
        let alert = try #require(
            try AlertPlan(table: Self.table(), canMail: false).alerts(for: .missedCall(fact)).alerts.first)
        #expect(
            alert.payload == """
                {"at":"2026-09-21T14:13:45.000Z","details":{"began":"2026-09-21T14:13:20.000Z","call":"1790000000.42",\
                "dialled":"+74951234567","disposition":"missed","ended":"2026-09-21T14:13:45.000Z","entry":"main line",\
                "name":"I\\"v\\u0001an","number":"+79035551234","tried":[{"outcome":"busy","who":"102 (Petrov)"}]},\
                "id":"\(alert.id)","kind":"missedCall","office":"Romashka"}
                """)
    }
}
