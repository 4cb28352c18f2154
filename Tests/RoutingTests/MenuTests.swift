import Routing
import Testing

/// What callers key in menus, and where it leads.
@Suite struct MenuTests {
    static func office(_ menus: String) throws -> TestOffice {
        try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100, voicemail: { pin: "1200" } }
                  - { extension: 101, name: A, phone: PJSIP/101 }
                  - { extension: 1011, name: B, phone: PJSIP/1011 }
                  - { extension: 20, name: C, phone: PJSIP/20 }
                groups:
                  - { extension: 600, name: sales, strategy: ringall, members: [user 20], otherwise: { to: busy } }
                menus:
                \(menus)
                numbers:
                  - { number: +74951234567, rules: [ { to: menu main } ] }
                """))
    }

    private static func main(_ keys: String = "{}", extensions: String = "true", more: String = "") -> String {
        """
          - { name: main, greeting: welcome, extensions: \(extensions), keys: \(keys), wait: 5s, attempts: 2, silence: { to: play silence }, mistake: { to: play mistake }\(more) }
        """
    }

    /// Where keys lead, one reading after the other.
    private static func way(_ office: TestOffice, _ keys: [String]) -> [String] {
        office.decisions(to: "+74951234567", then: keys.map(StepOutcome.keys)).map(\.step.line)
    }

    private static let again = "collect invalid-choice+welcome 5s"

    @Test(
        "one reading of what was keyed",
        arguments: [
            ("", "say silence"),
            ("1", "say one"), ("9", again), ("5", "PJSIP/20 30s"),
            // A key is no extension's beginning once it stands alone; the longer number is another one.
            ("101", "PJSIP/101 30s"), ("1011", "PJSIP/1011 30s"), ("20", "PJSIP/20 30s"), ("600", "PJSIP/20 30s"),
            ("10", again), ("102", again), ("10111", again), ("11", again),
            // A landline's * for tone dialling, and # as the end.
            ("*101", "PJSIP/101 30s"), ("**101", "PJSIP/101 30s"), ("101#", "PJSIP/101 30s"),
            ("*101#", "PJSIP/101 30s"), ("*1", "say one"), ("1#", "say one"), ("*1011#", "PJSIP/1011 30s"),
            ("#101", again), ("1*01", again), ("101##", again),
            // Nothing but them is wrong, not silent.
            ("*", again), ("#", again), ("*#", again), ("**", again),
            // What no telephone sends.
            ("١٠١", again), ("101a", again), (" 101", again),
        ])
    func reading(keys: String, line: String) throws {
        let office = try Self.office(Self.main("{ 1: play one, 5: group sales }"))
        #expect(Self.way(office, [keys]) == ["collect welcome 5s", line])
    }

    @Test(
        "* and # are keys of their own where the menu has them, and nothing else was keyed",
        arguments: [
            ("*", "say star"), ("#", "collect welcome 5s"), ("*101", "PJSIP/101 30s"), ("101#", "PJSIP/101 30s"),
            ("**", again), ("*#", again),
        ])
    func starAndPound(keys: String, line: String) throws {
        let office = try Self.office(Self.main("{ \"*\": play star, \"#\": menu main }"))
        #expect(Self.way(office, [keys]) == ["collect welcome 5s", line])
    }

    @Test(
        "which extensions may be dialled",
        arguments: [
            ("true", ["101", "1011", "20", "600", "100"]), ("false", []), ("[101, 600]", ["101", "600"]),
            ("{ except: [100, 101] }", ["1011", "20", "600"]),
        ])
    func extensions(setting: String, dialable: [String]) throws {
        let office = try Self.office(Self.main("{ 1: play one }", extensions: setting))
        for number in ["100", "101", "1011", "20", "600"] {
            #expect((Self.way(office, [number]).last != Self.again) == dialable.contains(number), "\(number)")
        }
        #expect(Self.way(office, ["1"]).last == "say one")
    }

    @Test(
        "nobody reaches the outside, emergency services or codes through a menu",
        arguments: ["89035550001", "+74951234567", "112", "**21*101#", "*72", "*98"])
    func notOutside(keys: String) throws {
        #expect(Self.way(try Self.office(Self.main()), [keys]).last == Self.again)
    }

    @Test("asked again while attempts last; then the mistake's way; silence at any time is silence")
    func attempts() throws {
        let office = try Self.office(Self.main("{ 1: play one }"))
        let menu = ["collect welcome 5s", Self.again]
        #expect(Self.way(office, ["7", "8"]) == menu + ["say mistake"])
        #expect(Self.way(office, ["7", "1"]) == menu + ["say one"])
        #expect(Self.way(office, ["7", ""]) == menu + ["say silence"])
        let once = try Self.office(Self.main("{ 1: play one }").replacing("attempts: 2", with: "attempts: 1"))
        #expect(Self.way(once, ["7"]) == ["collect welcome 5s", "say mistake"])
        let why = office.decisions(to: "+74951234567", then: [.keys("7"), .keys("8")]).map(\.explanation)
        #expect(why[1].contains("menu main: 7 leads nowhere, attempt 1 of 2: asked again"))
        #expect(why[2].contains("menu main: 8 leads nowhere, attempt 2 of 2 → play mistake"))
    }

    @Test(
        "how long the next digit is waited for",
        arguments: [("", Menu.defaultInterDigit), (", interDigit: 4s", Seconds(4))])
    func interDigit(key: String, pause: Seconds) throws {
        let decision = try Self.office(Self.main(more: key)).decisions(to: "+74951234567", then: [])[0]
        guard case .collect(let collect) = decision.step else { return #expect(Bool(false), "\(decision.step)") }
        #expect(collect.interDigit == pause)
        #expect(collect.wait == Seconds(5))
    }

    @Test(
        "keys lead anywhere",
        arguments: [
            ("user 101", "PJSIP/101 30s"), ("group sales", "PJSIP/20 30s"), ("operator", "PJSIP/100 30s"),
            ("voicemail 100", "voicemail 100 unavailable"), ("number +79160000199", "PJSIP/79160000199@main 30s"),
            ("busy", "busy"), ("hangup", "hangup"), ("play closed", "say closed"),
        ])
    func destinations(destination: String, line: String) throws {
        #expect(Self.way(try Self.office(Self.main("{ 3: \(destination) }")), ["3"]).last == line)
    }

    @Test("a menu in a menu, and back: attempts begin anew")
    func submenu() throws {
        let office = try Self.office(
            Self.main("{ 1: menu sub }") + """

                  - { name: sub, greeting: choose, keys: { 1: user 101, 0: menu main }, wait: 3s, attempts: 2, silence: { to: menu main }, mistake: { to: operator } }
                """)
        #expect(
            Self.way(office, ["7", "1", "0", "8", "1", "", "1", "1"]) == [
                "collect welcome 5s", Self.again, "collect choose 3s", "collect welcome 5s", Self.again,
                "collect choose 3s", "collect welcome 5s", "collect choose 3s", "PJSIP/101 30s",
            ])
        #expect(
            Self.way(office, ["1", "101", "101"])
                == ["collect welcome 5s", "collect choose 3s", "collect invalid-choice+choose 3s", "PJSIP/100 30s"],
            "the sub-menu takes no extensions")
    }

    @Test("a menu that leads to itself: ten times, then the operator")
    func loop() throws {
        let office = try Self.office(
            Self.main("{ \"#\": menu main }").replacing(
                "silence: { to: play silence }", with: "silence: { to: menu main }"))
        for keys in ["", "#"] {
            let decisions = office.decisions(
                to: "+74951234567", then: Array(repeating: .keys(keys), count: 10) + [.leg(.noAnswer)])
            #expect(
                decisions.map(\.step.line)
                    == Array(repeating: "collect welcome 5s", count: 10)
                    + ["PJSIP/100 30s", "voicemail 100 unavailable"])
            #expect(decisions[10].explanation.contains("the call was sent on 10 times, which is the limit"))
        }
    }

    @Test("an outcome that is no keys is the failure route's")
    func nonsense() throws {
        let office = try Self.office(Self.main())
        let call = office.table.call(.external, to: "+74951234567", from: nil)
        let moment = TestOffice.moment("2026-11-21T12:00")
        var cursor = office.table.next(call, at: moment).cursor
        #expect(office.table.next(call, after: cursor, outcome: nil, at: moment).step == .failure)
        cursor.frame = .menu("gone", attempt: 1)
        #expect(office.table.next(call, after: cursor, outcome: .keys("1"), at: moment).step == .failure)
    }
}
