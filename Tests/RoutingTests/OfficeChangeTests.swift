import OfficeFile
import Routing
import Testing

/// Changes as phone codes and commands make them.
@Suite("changes of the office") struct OfficeChangeTests {
    let office: Office

    init() throws {
        office = try OfficeFile.read(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100 }
                  - extension: 101
                    name: A
                    phone: PJSIP/101
                    mobile: +79160000101
                    forward:
                      busy: { to: operator, until: 2026-12-31T18:00 }
                      noAnswer: { to: mobile, after: 20s }
                      external: { busy: { to: mobile } }
                  - { extension: 102, name: B, phone: PJSIP/102 }
                schedules:
                  - { name: hours, open: ["Mon-Fri 09:00-18:00"] }
                  - { name: lunch, open: ["Mon-Fri 13:00-14:00"] }
                lists:
                  - { name: vip, numbers: [+79035550001] }
                  - { name: blocked, numbers: [+79035550002, +79035550003] }
                numbers:
                  - { number: +74951234567, rules: [ { caller: list vip, to: user 101 }, { to: operator } ] }
                """), named: "test", numbering: TestOffice.numbering
        ).office
    }

    /// The office after a change, checked.
    private func changed(_ change: OfficeChange, _ more: OfficeChange...) throws -> Office {
        var result = office
        for change in [change] + more {
            result = try CheckedOffice(result.changed(by: change), numbering: TestOffice.numbering).office
        }
        return result
    }

    /// The forwards of user 101, one line each.
    private func forwards(_ office: Office) -> [String] {
        office.users[1].forward.map {
            ($0.scope == .external ? "external." : "") + "\($0.condition) → \($0.to)" + ($0.inactive ? " off" : "")
        }
    }

    // MARK: Forwards

    @Test("forwards are set one by one, in the file's order; others and other users stay")
    func set() throws {
        let rule = ForwardingRule(.always, to: .number("8 916 000-01-99"))
        let result = try changed(
            .setForwards(user: "101", [ForwardingRule(.busy, to: .user("102")), rule]))
        #expect(
            forwards(result) == [
                "always → number +79160000199", "busy → user 102", "noAnswer → mobile", "external.busy → mobile",
            ])
        #expect(result.users[1].forward[1].until == nil, "the rule is a new one")
        var same = result
        same.users[1].forward = office.users[1].forward
        #expect(same == office, "nothing else has changed")
        let external = try changed(
            .setForwards(user: "101", [ForwardingRule(.busy, scope: .external, to: .busy)]))
        #expect(forwards(external) == ["busy → operator", "noAnswer → mobile", "external.busy → busy"])
    }

    @Test("switching keeps what is set, for all callers only")
    func switching() throws {
        let off = try changed(.switchForwards(user: "101", [.always, .busy, .noAnswer], on: false))
        #expect(forwards(off) == ["busy → operator off", "noAnswer → mobile off", "external.busy → mobile"])
        #expect(off.users[1].forward[0].until == LocalDateTime("2026-12-31T18:00"))
        let on = try changed(
            .switchForwards(user: "101", [.always, .busy, .noAnswer], on: false),
            .switchForwards(user: "101", [.noAnswer], on: true))
        #expect(forwards(on) == ["busy → operator off", "noAnswer → mobile", "external.busy → mobile"])
        #expect(try changed(.switchForwards(user: "102", [.always], on: true)) == office, "what is not set stays so")
    }

    @Test("erasing, by scope")
    func erase() throws {
        #expect(
            forwards(try changed(.eraseForwards(user: "101", ForwardingCondition.allCases, scope: .all)))
                == ["external.busy → mobile"])
        #expect(
            forwards(try changed(.eraseForwards(user: "101", [.busy], scope: .external)))
                == ["busy → operator", "noAnswer → mobile"])
        #expect(try changed(.eraseForwards(user: "102", [.busy], scope: .all)) == office)
    }

    @Test("a forward that is switched off does not apply, nor does it hide the general one")
    func inactive() throws {
        func way(_ office: Office, _ origin: IncomingCall.Origin) throws -> String {
            let checked = try CheckedOffice(office, numbering: TestOffice.numbering)
            let table = RoutingTable(checked, revision: 1, numbering: TestOffice.numbering)
            let dialled = origin == .external ? "+74951234567" : "101"
            let call = table.call(origin, to: dialled, from: "+79035550001")
            let moment = TestOffice.moment("2026-11-21T12:00")
            let cursor = table.next(call, at: moment).cursor
            return table.next(call, after: cursor, outcome: .leg(.busy), at: moment).step.line
        }
        let inside = IncomingCall.Origin.internal(device: "PJSIP/102")
        #expect(try way(office, inside) == "PJSIP/100 30s")
        #expect(try way(changed(.switchForwards(user: "101", [.busy], on: false)), inside) == "busy")
        #expect(try way(office, .external) == "PJSIP/79160000101@main 30s")
        let external = ForwardingRule(.busy, scope: .external, to: .mobile, inactive: true)
        #expect(try way(changed(.setForwards(user: "101", [external])), .external) == "PJSIP/100 30s")
    }

    @Test("call waiting")
    func callWaiting() throws {
        let off = try changed(.setCallWaiting(user: "101", false))
        #expect(off.users.map(\.callWaiting) == [true, false, true])
        #expect(try changed(.setCallWaiting(user: "101", false), .setCallWaiting(user: "101", true)) == office)
    }

    // MARK: Schedules

    @Test("one override a schedule; the last one holds until it is taken back")
    func overrides() throws {
        let first = ScheduleOverride(schedule: "hours", isOpen: true)
        let second = ScheduleOverride(schedule: "hours", isOpen: false, until: LocalDateTime("2026-11-20T15:00"))
        let other = ScheduleOverride(schedule: "lunch", isOpen: true)
        #expect(try changed(.override(first), .override(other), .override(second)).overrides == [other, second])
        #expect(
            try changed(.override(first), .override(other), .endOverride(schedule: "hours")).overrides == [other])
        #expect(try changed(.endOverride(schedule: "hours")) == office)
    }

    // MARK: Lists

    @Test("numbers come to a list once, and a new name makes a list")
    func add() throws {
        let result = try changed(.addToList("vip", ["+79035550001", "+79035550009"]))
        #expect(result.lists[0] == CallerList(name: "vip", numbers: ["+79035550001", "+79035550009"]))
        let new = try changed(.addToList("partners", ["+390612345678"]))
        #expect(new.lists.map(\.name) == ["vip", "blocked", "partners"])
        #expect(new.lists[2].numbers == ["+390612345678"])
    }

    @Test("the last number takes the list with it, unless a rule asks for it")
    func remove() throws {
        #expect(
            try changed(.removeFromList("blocked", ["+79035550002"])).lists[1].numbers == ["+79035550003"])
        #expect(
            try changed(.removeFromList("blocked", ["+79035550003", "+79035550002"])).lists.map(\.name) == ["vip"])
        #expect(
            try changed(.removeFromList("vip", ["+79035550001"])).lists[0] == CallerList(name: "vip", numbers: []))
        #expect(
            try changed(.addToList("vip", ["+79035550009"]), .removeFromList("vip", ["+79035550009"])) == office)
    }

    // MARK: What is refused

    @Test(
        "what is not there is named",
        arguments: [
            (.setForwards(user: "109", []), "there is no user 109"),
            (.switchForwards(user: "109", [.busy], on: true), "there is no user 109"),
            (.eraseForwards(user: "109", [.busy], scope: .all), "there is no user 109"),
            (.setCallWaiting(user: "109", true), "there is no user 109"),
            (.override(ScheduleOverride(schedule: "dinner", isOpen: true)), "there is no schedule dinner"),
            (.endOverride(schedule: "dinner"), "there is no schedule dinner"),
            (.removeFromList("dinner", ["+79035550001"]), "there is no list dinner"),
            (.removeFromList("vip", ["+79035550001", "+79035550002"]), "+79035550002 is not in list vip"),
        ] as [(OfficeChange, String)])
    func missing(change: OfficeChange, message: String) throws {
        let before = office
        let error = try #require(throws: OfficeChangeError.self) { try office.changed(by: change) }
        #expect(error.description == message)
        #expect(office == before)
    }

    @Test(
        "the office is checked as a whole after a change",
        arguments: [
            (
                .setForwards(user: "101", [.init(.busy, to: .user("109"))]),
                "users[1].forward.busy.to: there is no user 109"
            ),
            (
                .setForwards(user: "101", [.init(.always, to: .number("+78095001234"))]),
                "users[1].forward.always.to: +78095001234 is a premium-rate number"
            ),
            (
                .setForwards(user: "101", [.init(.always, to: .number("+12125550123"))]),
                "users[1].forward.always.to: no trunk may call +12125550123 (US)"
            ),
            (
                .setForwards(user: "102", [.init(.busy, scope: .external, to: .mobile)]),
                "users[2].forward.external.busy.to: user 102 has no mobile"
            ),
            (.setForwards(user: "102", [.init(.always, to: .user("102"))]), "a user can't forward to himself"),
            (
                .setForwards(user: "102", [.init(.busy, to: .user("101"), after: Seconds(9))]),
                "users[2].forward.busy.after: only noAnswer has a time"
            ),
            (
                .setForwards(user: "102", [.init(.busy, to: .user("101"), confirm: true)]),
                "users[2].forward.busy.confirm: only outside numbers are asked to accept"
            ),
            (.setForwards(user: "102", [.init(.busy, to: .voicemail("101"))]), "user 101 has no mailbox"),
            (.addToList("vip", ["+79035550002", "12"]), "lists[0].numbers[2]: \"12\" is not a telephone number"),
            (.addToList("${X}", ["+79035550002"]), "lists[2].name: \"${X}\" can't be shown as a name"),
            (.addToList("", ["+79035550002"]), "lists[2].name: \"\" can't be shown as a name"),
        ] as [(OfficeChange, String)])
    func checked(change: OfficeChange, message: String) throws {
        let before = office
        let error = try #require(throws: OfficeProblems.self) { try changed(change) }
        #expect(error.description.contains(message), "\(error)")
        #expect(office == before)
    }

    @Test(
        "a line for the history",
        arguments: [
            (
                .setForwards(
                    user: "101",
                    [.init(.busy, to: .user("102")), .init(.noAnswer, scope: .external, to: .number("+79160000199"))]),
                "user 101: forward busy → user 102, external.noAnswer → number +79160000199"
            ),
            (.switchForwards(user: "101", [.busy, .noAnswer], on: false), "user 101: forward busy, noAnswer off"),
            (.eraseForwards(user: "101", [.always], scope: .external), "user 101: forward external always erased"),
            (.setCallWaiting(user: "101", false), "user 101: call waiting off"),
            (
                .override(.init(schedule: "hours", isOpen: false, until: LocalDateTime("2026-11-20T15:00"))),
                "schedule hours held closed until 2026-11-20T15:00"
            ),
            (.override(.init(schedule: "hours", isOpen: true)), "schedule hours held open"),
            (.endOverride(schedule: "hours"), "schedule hours follows its hours"),
            (.addToList("vip", ["+79035550001", "+79035550002"]), "list vip: added +79035550001, +79035550002"),
            (.removeFromList("vip", ["+79035550001"]), "list vip: removed +79035550001"),
        ] as [(OfficeChange, String)])
    func history(change: OfficeChange, line: String) {
        #expect(change.description == line)
    }

    // MARK: apply

    /// The file as it would be applied again, with other lists and schedules.
    private func applied(lists: String, schedules: String = "hours", over earlier: Office) throws -> Office {
        try OfficeFile.read(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100 }
                schedules:
                  - { name: \(schedules), open: ["Mon-Fri 09:00-18:00"] }
                lists: \(lists)
                """), named: "test", numbering: TestOffice.numbering
        ).keeping(lists: earlier.lists, overrides: earlier.overrides).office
    }

    @Test("apply leaves overrides of schedules that are still there")
    func keepsOverrides() throws {
        let held = ScheduleOverride(schedule: "hours", isOpen: false)
        let earlier = try changed(.override(held), .override(.init(schedule: "lunch", isOpen: true)))
        #expect(try applied(lists: "[]", over: earlier).overrides == [held])
        #expect(try applied(lists: "[]", schedules: "other", over: earlier).overrides.isEmpty)
    }

    @Test("apply leaves the numbers of lists that the file only names, and lists that commands have made")
    func keepsLists() throws {
        let earlier = try changed(.addToList("partners", ["+390612345678"]))
        let result = try applied(lists: "[blocked, new, { name: vip, numbers: [+79035550007] }]", over: earlier)
        #expect(
            result.lists == [
                CallerList(name: "blocked", numbers: ["+79035550002", "+79035550003"]),
                CallerList(name: "new", numbers: []), CallerList(name: "vip", numbers: ["+79035550007"]),
                CallerList(name: "partners", numbers: ["+390612345678"]),
            ])
        #expect(try applied(lists: "[{ name: blocked, numbers: [] }]", over: earlier).lists[0].numbers == [])
    }
}
