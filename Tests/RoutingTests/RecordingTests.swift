import Routing
import Testing

/// Who is recorded, and who is told.
@Suite("recording") struct RecordingTests {
    private let office: TestOffice

    init() throws {
        office = try TestOffice(
            TestOffice.yaml(
                trunks: TestOffice.oneTrunk.replacing("[RU, IT]", with: "[RU, IT, DE]"),
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100 }
                  - { extension: 101, name: A, phone: PJSIP/101, mobile: +79160000101, record: true, forward: { noAnswer: { to: mobile }, busy: { to: number +79160000198 } } }
                  - { extension: 102, name: B, phone: PJSIP/102 }
                  - { extension: 103, name: C, mobile: +79160000103, record: true }
                  - { extension: 104, name: D, phone: PJSIP/104, record: true, forward: { noAnswer: { to: user 102 } } }
                  - { extension: 105, name: E, phone: PJSIP/105, record: true, forward: { noAnswer: { to: user 101 } } }
                groups:
                  - { extension: 600, name: some, strategy: ringall, members: [user 101, user 102], otherwise: { to: operator } }
                  - { extension: 601, name: all, strategy: ringall, members: [user 101, user 103], otherwise: { to: operator } }
                  - { extension: 602, name: turns, strategy: linear, members: [user 101, user 102], otherwise: { to: operator } }
                  - { extension: 603, name: itself, strategy: ringall, record: true, members: [user 102, number +79160000199], otherwise: { to: operator } }
                  - { extension: 604, name: away, strategy: ringall, membersForward: true, members: [user 101, user 104], otherwise: { to: operator } }
                  - { extension: 605, name: home, strategy: ringall, membersForward: true, members: [user 105, user 103], otherwise: { to: operator } }
                queues:
                  - { extension: 700, name: support, strategy: ringall, members: [user 102], ring: 15s, record: true, callback: { key: "1", offer: 30s, window: 10m, retry: 5m, attempts: 2 }, otherwise: { to: operator } }
                  - { extension: 701, name: other, strategy: ringall, members: [user 101], ring: 15s, callback: { key: "1", offer: 30s, window: 10m, retry: 5m, attempts: 2 }, otherwise: { to: operator } }
                numbers:
                  - { number: +74951234512, rules: [ { to: queue support } ] }
                  - { number: +74951234513, rules: [ { to: queue other } ] }
                  - { number: +74951234514, record: true, rules: [ { to: queue other } ] }
                  - { number: +74951234501, record: true, rules: [ { to: user 102 } ] }
                  - { number: +74951234502, rules: [ { to: user 101 } ] }
                  - { number: +74951234503, rules: [ { to: group some } ] }
                  - { number: +74951234504, rules: [ { to: group all } ] }
                  - { number: +74951234505, rules: [ { to: group turns } ] }
                  - { number: +74951234506, rules: [ { to: group itself } ] }
                  - { number: +74951234507, rules: [ { to: group away } ] }
                  - { number: +74951234508, rules: [ { to: group home } ] }
                  - { number: +74951234509, rules: [ { to: user 104 } ] }
                  - { number: +74951234510, rules: [ { to: number +79160000199 } ] }
                  - { number: +74951234511, rules: [ { to: number +79160000101 } ] }
                """))
    }

    @Test(
        "calls from outside: the number, the group, or all who may answer",
        arguments: [
            ("+74951234501", [], .number("+74951234501")),
            // Whoever takes it.
            ("+74951234501", [.noAnswer], .number("+74951234501")),
            ("+74951234502", [], .users(["101"])), ("+74951234502", [.noAnswer], .users(["101"])),
            ("+74951234502", [.busy], .users(["101"])),
            ("+74951234502", [.busy, .noAnswer], .users(["101"])),
            // The operator has not asked for it.
            ("+74951234502", [.busy, .noAnswer, .noAnswer], nil),
            ("+74951234503", [], nil), ("+74951234504", [], .users(["101", "103"])),
            ("+74951234505", [], .users(["101"])), ("+74951234505", [.noAnswer], nil),
            ("+74951234506", [], .group("itself")), ("+74951234506", [.noAnswer], nil),
            // A forward may lead to one who has not.
            ("+74951234507", [], nil), ("+74951234508", [], .users(["101", "103", "105"])),
            ("+74951234509", [], .users(["104"])), ("+74951234509", [.noAnswer], nil),
            ("+74951234510", [], nil), ("+74951234511", [], .users(["101"])),
        ] as [(String, [LegOutcome], CallRecording.Reason?)])
    func inbound(dialled: String, outcomes: [LegOutcome], reason: CallRecording.Reason?) {
        let decisions = office.decisions(to: dialled, when: outcomes)
        #expect(decisions.ring != nil)
        #expect(decisions.ring?.recording == reason.map { CallRecording(party: .caller, reason: $0, language: nil) })
        #expect((decisions.last?.explanation.contains { $0.hasPrefix("recorded, as ") } ?? false) == (reason != nil))
        #expect(decisions.ring?.tells == [], "employees are told nothing")
    }

    @Test(
        "queues: the queue or the number says so, and not its agents",
        arguments: [
            ("+74951234512", .queue("support")), ("+74951234513", nil), ("+74951234514", .number("+74951234514")),
        ] as [(String, CallRecording.Reason?)])
    func queues(dialled: String, reason: CallRecording.Reason?) {
        guard case .queue(let wait)? = office.decisions(to: dialled).last?.step else {
            Issue.record("no queue")
            return
        }
        #expect(wait.recording == reason.map { CallRecording(party: .caller, reason: $0) })
    }

    @Test("who calls a queue from inside is not recorded")
    func colleagueInQueue() {
        guard case .queue(let wait)? = office.decisions(to: "700", from: nil, inside: "PJSIP/101").last?.step else {
            Issue.record("no queue")
            return
        }
        #expect(wait.recording == nil)
    }

    @Test(
        "who is called back for a recorded queue is told when he has picked up",
        arguments: [("700", true), ("701", false)])
    func callbacks(queue: String, isRecorded: Bool) {
        let call = IncomingCall(
            origin: .callback(queue: queue, language: "it"), dialled: office.table.read(queue),
            caller: office.table.read("+79035550001"))
        let decision = office.table.next(call, at: TestOffice.moment("2026-11-21T12:00"))
        let ring = [decision].ring
        #expect(ring != nil)
        let name = CallRecording.Reason.queue("support")
        #expect(ring?.recording == (isRecorded ? CallRecording(party: .callee, reason: name) : nil))
        #expect(ring?.tells == [])
    }

    @Test(
        "calls out of the office: the one called is told, in a language of his country",
        arguments: [
            ("PJSIP/101", "89035550001", "ru"), ("PJSIP/101", "+390612345678", "it"),
            ("PJSIP/101", "+493012345678", "en"), ("PJSIP/102", "89035550001", nil),
            // Emergency services hear nothing but the caller; the office talks with itself.
            ("PJSIP/101", "112", nil), ("PJSIP/101", "102", nil), ("PJSIP/102", "101", nil),
            ("PJSIP/101", "+74951234501", nil),
        ] as [(String, String, String?)])
    func outbound(device: String, dialled: String, language: String?) {
        let ring = office.decisions(to: dialled, from: nil, inside: device).ring
        #expect(ring != nil)
        #expect(
            ring?.recording
                == language.map { CallRecording(party: .callee, reason: .users(["101"]), language: $0) })
        #expect(ring?.tells == (language == nil ? [] : [.prompt("call-recorded")]))
    }

    @Test(
        "a client who is sent on is told and recorded; a consultation is not, nor are colleagues",
        arguments: [
            (.blind, "101", "PJSIP/main", .users(["101"])), (.blind, "102", "PJSIP/main", nil),
            (.blind, "603", "PJSIP/main", .group("itself")), (.blind, "101", "PJSIP/100", nil),
            (.consult, "101", "PJSIP/main", nil), (.consult, "603", "PJSIP/main", nil),
        ] as [(CallTransfer.Kind, String, String, CallRecording.Reason?)])
    func transfers(kind: CallTransfer.Kind, dialled: String, device: String, reason: CallRecording.Reason?) {
        let ring = office.transfer(by: .phone("PJSIP/102"), kind, to: dialled, by: device).ring
        #expect(ring != nil)
        #expect(ring?.recording?.reason == reason)
    }

    @Test("a leg that is decided apart says nothing of its own: its caller was told")
    func apart() {
        let decisions = office.decisions(to: "+74951234504")
        let leg = office.apart(decisions.last, leg: 1, to: "+74951234504")
        #expect(leg.ring?.legs == [.outside(number: "+79160000103", trunk: "main", dial: "PJSIP/79160000103@main")])
        #expect(leg.ring?.recording == nil)
    }

    @Test("who rings together with others who are not recorded: the administrator is told")
    func warning() throws {
        let numbering = TestOffice.numbering
        let settings = OfficeSettings(
            name: "Test", country: "RU", timezone: "Europe/Moscow", language: "ru", operator: .user("100"))
        func warnings(_ strategy: HuntGroup.RingStrategy, _ members: [String], record: Bool = false) throws -> Int {
            let group = HuntGroup(
                extension: "600", name: "g", strategy: strategy, members: members.map { .init(to: .user($0)) },
                otherwise: .operator, record: record)
            let users = [
                User(extension: "100", name: "A", phone: "PJSIP/100"),
                User(extension: "101", name: "B", phone: "PJSIP/101", record: true),
                User(extension: "102", name: "C", phone: "PJSIP/102", record: true),
            ]
            return try CheckedOffice(Office(settings: settings, users: users, groups: [group]), numbering: numbering)
                .warnings.count { $0.description.contains("user 101 is recorded, and others") }
        }
        #expect(try warnings(.ringall, ["100", "101"]) == 1)
        #expect(try warnings(.memoryhunt, ["101", "100", "102"]) == 1)
        #expect(try warnings(.ringall, ["101", "102"]) == 0)
        #expect(try warnings(.linear, ["100", "101"]) == 0)
        #expect(try warnings(.ringall, ["100", "101"], record: true) == 0)
    }
}
