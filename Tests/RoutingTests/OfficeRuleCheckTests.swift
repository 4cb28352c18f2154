import Routing
import Testing

/// What is wrong with the rules of numbers, forwards, lists and the operator.
@Suite("checks of rules") struct OfficeRuleCheckTests {
    typealias Case = OfficeCheckTests.Case

    @Test(
        "rules of numbers",
        arguments: [
            Case("numbers[0].rules[0].caller[1]: there is no list \"blocked\"; expected a list's name (vip)") {
                $0.numbers[0].rules[0].caller = CallerCondition(anyOf: [.list("vip"), .list("blocked")])
            },
            Case("numbers[0].rules[0].caller[0]: \"Italy\" is not a country; expected an ISO 3166 code like country DE")
            {
                $0.numbers[0].rules[0].caller = CallerCondition(anyOf: [.country("Italy")])
            },
            Case(
                "numbers[0].rules[0].caller[0]: \"12\" is not a telephone number; expected an international number like +74951234567, or a national one of RU"
            ) { $0.numbers[0].rules[0].caller = CallerCondition(anyOf: [.number("12")]) },
            Case(
                "warning: numbers[0].rules[0].caller: this rule fits no caller; expected a number · a prefix like +7495* · country DE · abroad · anonymous · list NAME"
            ) { $0.numbers[0].rules[0].caller = CallerCondition(anyOf: []) },
            Case("numbers[0].rules[0].during: there is no schedule \"night\"; expected a schedule's name (hours)") {
                $0.numbers[0].rules[0].during = "night"
            },
            Case("numbers[0].rules[0].outside: there is no schedule \"night\"; expected a schedule's name (hours)") {
                $0.numbers[0].rules[0].outside = "night"
            },
            Case("numbers[0].rules[0].language: \"English\" is not a language; expected a code like ru, it, en") {
                $0.numbers[0].rules[0].language = "English"
            },
            Case("numbers[0].language: \"../ru\" is not a language; expected a code like ru, it, en") {
                $0.numbers[0].language = "../ru"
            },
            Case("numbers[0].rules[0].ring: only a familiar user has a time here; expected no ring: here") {
                $0.numbers[0].rules[0].ring = Seconds(9)
            },
            Case("numbers[0].rules[0].ring: only a familiar user has a time here; expected no ring: here") {
                $0.numbers[0].rules[0].familiar = .today
                $0.numbers[0].rules[0].ring = Seconds(9)
            },
            Case("numbers[0].rules[0].ring: 0s is no time to ring; expected 1s to 10m") {
                $0.numbers[0].rules[0] = NumberRule(familiar: .today, ring: Seconds(0))
            },
            Case("numbers[0].rules[0]: this rule does nothing; expected to: a destination") {
                $0.numbers[0].rules[0] = NumberRule(during: "hours")
            },
            Case("numbers[0].rules[0].to: there is no group h; expected a group's name (g)") {
                $0.numbers[0].rules[0].to = .group("h")
            },
            Case("warning: numbers[0].rules[0]: this rule fits every call: the rules after it never apply") {
                $0.numbers[0].rules.append(NumberRule(caller: CallerCondition(anyOf: [.abroad]), to: .operator))
            },
        ])
    func rules(_ one: Case) throws { try OfficeCheckTests.expect(one) }

    @Test("rules without a destination are sound with a language or a familiar caller")
    func openRules() throws {
        var office = try OfficeCheckTests.office()
        office.numbers[0].rules = [
            NumberRule(language: "en"), NumberRule(familiar: .days(7), ring: Seconds(9)),
            NumberRule(familiar: .today, to: .operator), NumberRule(to: .operator),
        ]
        #expect(OfficeCheckTests.problems(office).isEmpty)
    }

    @Test(
        "who can't be asked to accept",
        arguments: [Destination.user("121"), .group("g"), .operator, .voicemail("100"), .hangup])
    func confirmInside(to: Destination) throws {
        var office = try OfficeCheckTests.office()
        office.users[0].voicemail = VoicemailBox(pin: "1200")
        for scope in [ForwardingScope.all, .external] {
            office.users[1].forward = [ForwardingRule(.busy, scope: scope, to: to, confirm: true)]
            let place = scope == .external ? "external.busy" : "busy"
            let found = OfficeCheckTests.problems(office)
            #expect(
                found.contains(
                    "users[1].forward.\(place).confirm: only outside numbers are asked to accept; expected to: mobile or number …"
                ), "\(found)")
        }
    }

    @Test("who can", arguments: ["mobile", "number +79160000199", "sip:a@b.example"])
    func confirmOutside(to: String) throws {
        var office = try OfficeCheckTests.office()
        office.users[1].forward = [ForwardingRule(.busy, to: try #require(Destination(to)), confirm: true)]
        #expect(OfficeCheckTests.problems(office).isEmpty)
    }

    @Test("lists and the operator")
    func rest() throws {
        try OfficeCheckTests.expect(
            Case(
                "lists[0].numbers[1]: \"x\" is not a telephone number; expected an international number like +74951234567, or a national one of RU"
            ) { $0.lists[0].numbers?.append("x") })
        try OfficeCheckTests.expect(
            Case("lists[1].name: list vip is there already; expected a name that lists[0].name does not have") {
                $0.lists.append(CallerList(name: "vip", numbers: nil))
            })
        try OfficeCheckTests.expect(
            Case("office.operator: the operator must be somebody; expected for example: user 100") {
                $0.settings.operator = .menu("m")
            })
        try OfficeCheckTests.expect(
            Case("office.operator: there is no group h; expected a group's name (g)") {
                $0.settings.operator = .group("h")
            })
    }

    @Test("numbers are kept as E.164 wherever they stand")
    func e164() throws {
        var office = try OfficeCheckTests.office()
        office.groups[0].members.append(.init(to: .number("8 (916) 000-01-99")))
        office.groups[0].otherwise = .number("8-916-000-01-98")
        office.menus[0].keys = [.init(key: "1", to: .number("9160000197"))]
        office.numbers[0].rules[0].caller = CallerCondition(anyOf: [.number("8 903 555 00 01"), .prefix("+7812")])
        office.lists[0].numbers = ["8 903 555 00 02"]
        let checked = try CheckedOffice(office, numbering: TestOffice.numbering).office
        #expect(checked.groups[0].members[1].to == .number("+79160000199"))
        #expect(checked.groups[0].otherwise == .number("+79160000198"))
        #expect(checked.menus[0].keys[0].to == .number("+79160000197"))
        #expect(checked.numbers[0].rules[0].caller?.anyOf == [.number("+79035550001"), .prefix("+7812")])
        #expect(checked.lists[0].numbers == ["+79035550002"])
    }
}
