import OfficeFile
import PhoneNumbers
import Routing
import Testing

/// Mistakes in the keys of groups, menus, schedules, lists and rules: each with its line.
@Suite("mistakes in the keys of routing") struct RoutingMistakesTests {
    private static let numbering = LibPhoneNumber()

    struct Wrong: Sendable, CustomTestStringConvertible {
        /// From line 9 on, two columns in.
        let lines: [String]
        let line: Int
        let says: String
        var testDescription: String { says }
    }

    @Test(
        "a mistake is named with its line",
        arguments: [
            Wrong(
                lines: ["groups:", "  - extension: 600", "    name: g", "    strategy: roundrobin"], line: 12,
                says:
                    "groups[0].strategy: \"roundrobin\" does not fit here; expected ringall, linear, memoryhunt, rrmemory, leastrecent, fewestcalls, random, wrandom"
            ),
            Wrong(
                lines: [
                    "groups:", "  - extension: 600", "    name: g", "    strategy: linear", "    members:",
                    "      - user 100", "      - { to: user 100, weight: 2 }", "    otherwise: { to: operator }",
                ], line: 15, says: "groups[0].members[1].weight: only wrandom has weights"),
            Wrong(
                lines: [
                    "groups:", "  - extension: 600", "    name: g", "    strategy: wrandom", "    members:",
                    "      - { to: user 100, weight: heavy }", "    otherwise: { to: operator }",
                ], line: 14, says: "groups[0].members[0].weight: \"heavy\" does not fit here; expected a whole number"),
            Wrong(
                lines: [
                    "groups:",
                    "  - { extension: 600, name: a, strategy: linear, members: [group b], otherwise: { to: busy } }",
                    "  - extension: 601", "    name: b", "    strategy: linear", "    members: [user 100, group a]",
                    "    otherwise: { to: busy }",
                ], line: 14, says: "groups[1].members: group b is a member of itself"),
            Wrong(
                lines: [
                    "menus:", "  - name: m", "    greeting: g", "    wait: 5s", "    keys:", "      1: operator",
                    "      a: operator",
                ], line: 15, says: "menus[0].keys.a: unknown key a"),
            Wrong(
                lines: [
                    "menus:", "  - name: m", "    greeting: g", "    wait: 5s", "    attempts: 2",
                    "    extensions: { except: [100, 109] }", "    silence: { to: busy }", "    mistake: { to: busy }",
                ], line: 14, says: "menus[0].extensions.except[1]: there is no extension 109"),
            Wrong(
                lines: ["menus:", "  - name: m", "    greeting: g", "    extensions: {}"], line: 12,
                says: "menus[0].extensions: the key except is missing"),
            Wrong(
                lines: ["menus:", "  - name: m", "    greeting: g", "    extensions: some"], line: 12,
                says: "menus[0].extensions: \"some\" does not fit here; expected true or false"),
            Wrong(
                lines: [
                    "schedules:", "  - name: hours", "    open:", "      - Mon-Fri 09:00-18:00", "      - Mon 9-18",
                ],
                line: 13, says: "schedules[0].open[1]: \"9\" is not a time; expected 00:00 to 23:59"),
            Wrong(
                lines: ["schedules:", "  - name: hours", "    open: [daily]", "    except:", "      - 09.05.2026"],
                line: 13, says: "schedules[0].except[0]: \"09.05.2026\" is not a date"),
            Wrong(
                lines: ["schedules:", "  - name: hours", "    open: [daily]", "    zone: Moscow"], line: 12,
                says: "schedules[0].zone: \"Moscow\" is not a time zone"),
            Wrong(
                lines: ["schedules:", "  - name: hours", "    open: [daily]", "    switch:", "      code: \"*72\""],
                line: 13, says: "schedules[0].switch.code: *72 is another code already"),
            Wrong(
                lines: ["schedules:", "  - name: hours", "    open: [daily]", "    switch: { users: [100] }"], line: 12,
                says: "schedules[0].switch: the key code is missing; expected code: \"*281\""),
            Wrong(
                lines: ["lists:", "  - blocked", "  - name: vip", "    numbers: [+79035550001, 12]"], line: 12,
                says: "lists[1].numbers[1]: \"12\" is not a telephone number"),
            Wrong(
                lines: ["lists:", "  - vip", "  - vip"], line: 11,
                says: "lists[1].name: list vip is there already; expected a name that lists[0].name does not have"),
            Wrong(
                lines: [
                    "numbers:", "  - number: +74951234567", "    rules:", "      - { caller: everybody, to: busy }",
                ],
                line: 12,
                says:
                    "numbers[0].rules[0].caller: \"everybody\" does not fit here; expected a number · a prefix like +7495* · country DE · abroad · anonymous · list NAME"
            ),
            Wrong(
                lines: [
                    "numbers:", "  - number: +74951234567", "    rules:", "      - caller:", "          - abroad",
                    "          - list vip", "        to: busy",
                ], line: 14, says: "numbers[0].rules[0].caller[1]: there is no list \"vip\""),
            Wrong(
                lines: ["numbers:", "  - number: +74951234567", "    rules:", "      - { familiar: week }"], line: 12,
                says: "numbers[0].rules[0].familiar: \"week\" does not fit here; expected today, 24h or 7d"),
            Wrong(
                lines: [
                    "numbers:", "  - number: +74951234567", "    rules:", "      - { to: busy }",
                    "      - { to: busy, ring: 9s }",
                ], line: 13, says: "numbers[0].rules[1].ring: only a familiar user has a time here"),
            Wrong(
                lines: ["numbers:", "  - number: +74951234567", "    language: russian", "    rules: [{ to: busy }]"],
                line: 11, says: "numbers[0].language: \"russian\" is not a language"),
            Wrong(
                lines: ["numbers:", "  - number: +74951234567", "    rules:", "      - { to: speakers fr }"], line: 12,
                says: "numbers[0].rules[0].to: there is no user who speaks fr"),
        ])
    func mistakes(_ wrong: Wrong) throws {
        let error = try #require(throws: OfficeFileError.self) {
            try OfficeFile.read(Self.small(wrong.lines), named: "office.yaml", numbering: Self.numbering)
        }
        let lines = error.problems.map(\.description)
        #expect(
            lines.contains { $0.hasPrefix("office.yaml:\(wrong.line):") && $0.contains(wrong.says) }, "\(lines)")
    }

    struct WrongUser: Sendable, CustomTestStringConvertible {
        let user: String
        let says: String
        var testDescription: String { user }
    }

    @Test(
        "the same for keys of users",
        arguments: [
            WrongUser(user: "shift: night", says: "users[1].shift: there is no schedule \"night\""),
            WrongUser(
                user: "forward: { busy: { to: user 100, confirm: true } }",
                says: "users[1].forward.busy.confirm: only outside numbers are asked to accept"),
            WrongUser(
                user: "forward: { external: { busy: { to: voicemail 121, confirm: true } } }",
                says: "users[1].forward.external.busy.confirm: only outside numbers are asked to accept"),
            WrongUser(
                user: "forward: { busy: { to: operator, active: perhaps } }",
                says: "users[1].forward.busy.active: \"perhaps\" does not fit here; expected true or false"),
            WrongUser(
                user: "forward: { busy: { to: speakers de } }",
                says: "users[1].forward.busy.to: there is no user who speaks de"),
        ])
    func userMistakes(_ wrong: WrongUser) throws {
        let user = "  - { extension: 121, name: A, phone: PJSIP/121, voicemail: { pin: \"1234\" }, \(wrong.user) }"
        let error = try #require(throws: OfficeFileError.self) {
            try OfficeFile.read(Self.small([user]), named: "office.yaml", numbering: Self.numbering)
        }
        let lines = error.problems.map(\.description)
        #expect(lines.contains { $0.hasPrefix("office.yaml:9:") && $0.contains(wrong.says) }, "\(lines)")
    }

    @Test("a warning has its line, too")
    func warning() throws {
        let text = Self.small([
            "numbers:", "  - number: +74951234567", "    rules:", "      - { to: busy }", "      - { to: operator }",
            "      - { caller: [], to: operator }",
        ])
        var warnings: [String] = []
        _ = try OfficeFile.read(text, named: "office.yaml", numbering: Self.numbering) {
            warnings.append($0.description)
        }
        #expect(warnings.count == 3)
        #expect(warnings.first?.hasPrefix("office.yaml:12:") == true)
        #expect(warnings.first?.contains("warning: numbers[0].rules[0]: this rule fits every call") == true)
        #expect(warnings.last?.hasPrefix("office.yaml:14:") == true)
        #expect(warnings.last?.contains("warning: numbers[0].rules[2].caller: this rule fits no caller") == true)
    }

    /// A small office; `lines` are from line 9 on.
    private static func small(_ lines: [String]) -> String {
        let head = """
            version: 1
            office: { name: Test, country: RU, timezone: Europe/Moscow, operator: user 100 }
            trunks:
              - { name: main, dial: "PJSIP/{number}@main", callerId: +74951234567, allow: [RU] }
            users:
              - extension: 100
                name: Reception
                phone: PJSIP/100
            """
        return ([head] + lines).joined(separator: "\n")
    }
}
