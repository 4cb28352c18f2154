import OfficeFile
import Routing
import Testing

/// What is wrong with an office: the place, the message and what would be right.
@Suite("checks of the office") struct OfficeCheckTests {
    /// A sound office: operator 100, group g, queue q, menu m, schedule hours, list vip.
    static func office() throws -> Office {
        try OfficeFile.read(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100, languages: [ru, en] }
                  - { extension: 121, name: A, phone: PJSIP/121, mobile: +79160000101 }
                groups:
                  - { extension: 600, name: g, strategy: linear, members: [user 100], otherwise: { to: operator } }
                queues:
                  - { extension: 700, name: q, strategy: ringall, members: [user 100], ring: 9s, otherwise: { to: operator } }
                menus:
                  - { name: m, greeting: g, wait: 5s, attempts: 2, silence: { to: operator }, mistake: { to: operator } }
                schedules:
                  - { name: hours, open: ["Mon-Fri 09:00-18:00"] }
                lists:
                  - { name: vip, numbers: [+79035550001] }
                numbers:
                  - { number: +74951234567, rules: [ { to: menu m } ] }
                """), named: "test", numbering: TestOffice.numbering
        ).office
    }

    /// Problems, a line each.
    static func problems(_ office: Office) -> [String] {
        do {
            return try CheckedOffice(office, numbering: TestOffice.numbering).warnings.map { "warning: \($0)" }
        } catch {
            return error.problems.filter { $0.severity == .error }.map(\.description)
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let says: String
        let change: @Sendable (inout Office) -> Void
        var testDescription: String { says }

        init(_ says: String, _ change: @escaping @Sendable (inout Office) -> Void) {
            (self.says, self.change) = (says, change)
        }
    }

    static func expect(_ one: Case) throws {
        var office = try office()
        #expect(problems(office).isEmpty)
        one.change(&office)
        #expect(problems(office) == [one.says])
    }

    @Test(
        "groups",
        arguments: [
            Case("groups[0].members: nobody would ring; expected at least one member") { $0.groups[0].members = [] },
            Case("groups[0].members: group g is a member of itself; expected groups that do not lead back") {
                $0.groups[0].members.append(.init(to: .group("g")))
            },
            Case("groups[0].members[0]: there is no group h; expected a group's name (g)") {
                $0.groups[0].members = [.init(to: .group("h"))]
            },
            Case("groups[0].members[0]: there is no user who speaks it; expected a language of users (en, ru)") {
                $0.groups[0].members = [.init(to: .speakers("it"))]
            },
            Case(
                "groups[0].members[1]: queue q can't be a member; expected user 101 · number +… · sip:user@host · group NAME · speakers en"
            ) { $0.groups[0].members.append(.init(to: .queue("q"))) },
            Case(
                "groups[0].members[0]: mobile can't be a member; expected user 101 · number +… · sip:user@host · group NAME · speakers en"
            ) { $0.groups[0].members = [.init(to: .mobile)] },
            Case("groups[0].members[0].weight: only wrandom has weights; expected no weight: here") {
                $0.groups[0].members[0].weight = 2
            },
            Case("groups[0].members[0].weight: 0 is not a weight; expected 1 to 1000") {
                $0.groups[0].strategy = .wrandom
                $0.groups[0].members[0].weight = 0
            },
            Case("groups[0].members[0].weight: 1001 is not a weight; expected 1 to 1000") {
                $0.groups[0].strategy = .wrandom
                $0.groups[0].members[0].weight = 1_001
            },
            Case("groups[0].ring: 0s is no time to ring; expected 1s to 10m") { $0.groups[0].ring = Seconds(0) },
            Case("groups[0].members[0].ring: 601s is no time to ring; expected 1s to 10m") {
                $0.groups[0].members[0].ring = Seconds(601)
            },
            Case("groups[0].name: speakers … is a destination of its own; expected another name") {
                $0.groups[0].name = "speakers en"
            },
            Case("groups[0].otherwise.to: there is no user 109; expected the extension of a user (100, 121)") {
                $0.groups[0].otherwise = .user("109")
            },
            Case("groups[0].extension: \"6\" is not an extension; expected 2 to 10 digits") {
                $0.groups[0].extension = "6"
            },
            Case(
                "groups[1].extension: extension 600 is there already; expected a name that groups[0].extension does not have"
            ) {
                $0.groups.append($0.groups[0])
                $0.groups[1].name = "h"
            },
        ])
    func groups(_ one: Case) throws { try Self.expect(one) }

    @Test("groups in circles are each named; groups that only lead there are not")
    func circles() throws {
        var office = try Self.office()
        func group(_ name: String, _ number: Int, _ members: [String]) -> HuntGroup {
            HuntGroup(
                extension: String(number), name: name, strategy: .ringall,
                members: members.map { HuntGroup.Member(to: .group($0)) }, otherwise: .operator)
        }
        office.groups.append(contentsOf: [
            group("a", 601, ["b"]), group("b", 602, ["c", "g"]), group("c", 603, ["a"]), group("d", 604, ["a"]),
        ])
        let circle = "is a member of itself; expected groups that do not lead back"
        #expect(
            Self.problems(office) == [
                "groups[1].members: group a \(circle)", "groups[2].members: group b \(circle)",
                "groups[3].members: group c \(circle)",
            ])
    }

    @Test("a hundred may ring at once, one after another any number", arguments: HuntGroup.RingStrategy.allCases)
    func mostAtOnce(strategy: HuntGroup.RingStrategy) throws {
        var office = try Self.office()
        office.users += (2_000..<2_101).map {
            User(extension: "\($0)", name: "U", phone: "PJSIP/\($0)", languages: ["fr"])
        }
        let all = (2_000..<2_101).map { HuntGroup.Member(to: .user("\($0)")) }
        office.groups[0].strategy = strategy
        let isTooMany = strategy == .ringall || strategy == .memoryhunt
        let problem = ["groups[0].members: 101 would ring at once; expected at most 100, or another strategy"]
        for members in [all, [HuntGroup.Member(to: .speakers("fr"))]] {
            office.groups[0].members = members
            #expect(Self.problems(office) == (isTooMany ? problem : []))
        }
        office.groups[0].members = Array(all.prefix(100))
        #expect(Self.problems(office).isEmpty)
        office.numbers[0].rules = [NumberRule(to: .speakers("fr"))]
        #expect(
            Self.problems(office) == [
                "numbers[0].rules[0].to: 101 users speak fr: too many to ring at once; expected a group of at most 100, or one with another strategy"
            ])
    }

    @Test(
        "menus",
        arguments: [
            Case("menus[0].keys.12: \"12\" is not a key; expected 0 to 9, * or #") {
                $0.menus[0].keys = [.init(key: "12", to: .operator)]
            },
            Case("menus[0].keys.a: \"a\" is not a key; expected 0 to 9, * or #") {
                $0.menus[0].keys = [.init(key: "a", to: .operator)]
            },
            Case("menus[0].keys.1: there is no menu n; expected a menu's name (m)") {
                $0.menus[0].keys = [.init(key: "1", to: .menu("n"))]
            },
            Case("menus[0].keys.1: mobile means a user's own and stands only in his forwards; expected number +…") {
                $0.menus[0].keys = [.init(key: "1", to: .mobile)]
            },
            Case("menus[0].extensions[1]: there is no extension 109; expected one of a user, group or queue") {
                $0.menus[0].extensions = .only(["121", "109", "600", "700"])
            },
            Case("menus[0].extensions.except[0]: there is no extension 109; expected one of a user, group or queue") {
                $0.menus[0].extensions = .except(["109", "121"])
            },
            Case("menus[0].greeting: \"../etc\" is not a prompt's name; expected letters, digits, - and _") {
                $0.menus[0].greeting = "../etc"
            },
            Case("menus[0].wait: 0s is no time to wait for a key; expected 1s to 60s") {
                $0.menus[0].wait = Seconds(0)
            },
            Case("menus[0].wait: 61s is no time to wait for a key; expected 1s to 60s") {
                $0.menus[0].wait = Seconds(61)
            },
            Case("menus[0].interDigit: 11s is no pause between digits; expected 1s to 10s") {
                $0.menus[0].interDigit = Seconds(11)
            },
            Case("menus[0].attempts: 0 is not a number of attempts; expected 1 to 10") { $0.menus[0].attempts = 0 },
            Case("menus[0].silence.to: there is no queue r; expected a queue's name (q)") {
                $0.menus[0].silence = .queue("r")
            },
            Case("menus[0].mistake.to: \"a b\" is not a prompt's name; expected letters, digits, - and _") {
                $0.menus[0].mistake = .play("a b")
            },
        ])
    func menus(_ one: Case) throws { try Self.expect(one) }

    @Test(
        "schedules, their switches and shifts",
        arguments: [
            Case("schedules[0].zone: \"Moscow\" is not a time zone; expected an IANA name like Europe/Moscow") {
                $0.schedules[0].zone = "Moscow"
            },
            Case("schedules[0].switch.users[1]: there is no user 109; expected the extension of a user") {
                $0.schedules[0].switch = .init(code: "*281", users: ["100", "109"])
            },
            Case("schedules[0].switch.code: \"2\" can't be dialled as a code; expected 2 to 6 of digits, * and #") {
                $0.schedules[0].switch = .init(code: "2")
            },
            Case("schedules[0].switch.code: \"*28a\" can't be dialled as a code; expected 2 to 6 of digits, * and #") {
                $0.schedules[0].switch = .init(code: "*28a")
            },
            Case("schedules[0].switch.code: 700 is an extension; expected a code that is no extension, like *281") {
                $0.schedules[0].switch = .init(code: "700")
            },
            Case("schedules[0].switch.code: 112 is an emergency number; expected a code like *281") {
                $0.schedules[0].switch = .init(code: "112")
            },
            Case("schedules[0].switch.code: *98 is another code already; expected a code like *281") {
                $0.schedules[0].switch = .init(code: "*98")
            },
            Case(
                "schedules[1].switch.code: *281 is the code of schedules[0].switch.code already; expected another code"
            ) {
                $0.schedules = ["hours", "lunch"].map {
                    Schedule(name: $0, open: ["daily"], switch: .init(code: "*281"))
                }
            },
            Case("users[1].shift: there is no schedule \"night\"; expected a schedule's name (hours)") {
                $0.users[1].shift = "night"
            },
        ])
    func schedules(_ one: Case) throws { try Self.expect(one) }

    @Test("every line of a schedule that can't be read is named")
    func scheduleSyntax() throws {
        var office = try Self.office()
        office.schedules[0].open = ["Mon-Fri 09:00-18:00", "Mo 09:00-18:00", "Sat 10:00-25:00"]
        office.schedules[0].except = ["2026-02-30", "*-05-09"]
        let problems = Self.problems(office)
        #expect(problems.count == 3)
        #expect(problems[0].hasPrefix("schedules[0].open[1]: \"Mo\" is not a day of the week; expected"))
        #expect(problems[1].hasPrefix("schedules[0].open[2]: there is no such time as 25:00; expected"))
        #expect(problems[2].hasPrefix("schedules[0].except[0]: there is no such day as 2026-02-30; expected"))
    }

    @Test("an override whose schedule has gone goes with it")
    func overrides() throws {
        var office = try Self.office()
        let held = ScheduleOverride(schedule: "hours", isOpen: true)
        office.overrides = [ScheduleOverride(schedule: "gone", isOpen: true), held]
        #expect(try CheckedOffice(office, numbering: TestOffice.numbering).office.overrides == [held])
    }
}
