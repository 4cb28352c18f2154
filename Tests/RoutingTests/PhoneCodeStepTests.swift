import Routing
import Testing

/// What dialled codes lead to: a change of the caller's own rules and what he is told, or only what he is told.
@Suite("what phone codes do") struct PhoneCodeStepTests {
    let office: TestOffice

    init() throws {
        office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100 }
                  - extension: 101
                    name: Manager
                    phone: PJSIP/101
                    mobile: +79160000101
                    callWaiting: false
                    voicemail: { pin: "4417" }
                    forward:
                      busy: { to: user 102, active: false }
                      noAnswer: { after: 25s, to: mobile }
                      unreachable: { to: voicemail 101, until: 2026-01-01T00:00 }
                      external: { always: { to: operator }, noAnswer: { after: 15s, to: operator } }
                  - { extension: 102, name: Sales, phone: PJSIP/102 }
                  - extension: 103
                    name: Engineer
                    phone: PJSIP/103
                    forward:
                      always: { to: operator }
                      busy: { to: voicemail 101 }
                      noAnswer: { after: 20s, to: user 102 }
                      unreachable: { to: group sales }
                  - extension: 104
                    name: Driver
                    phone: PJSIP/104
                    forward: { always: { to: number +79160000104, confirm: true } }
                groups:
                  - { extension: 600, name: sales, strategy: ringall, members: [user 102], otherwise: { to: operator } }
                schedules:
                  - { name: day, open: ["daily 09:00-18:00"], switch: { code: "*281", users: [102] } }
                numbers:
                  - { number: +74951234567, rules: [ { to: operator } ] }
                  - { number: +74951234568, rules: [ { to: user 101 } ] }
                """))
    }

    @Test(
        "registering: the number as its plan reads it, an extension, the user's own mobile",
        arguments: [
            ("**21*89035550001#", "forward always → number +79035550001", "forward-always is-on to-number 79035550001"),
            (
                "**21*00390612345678#", "forward always → number +390612345678",
                "forward-always is-on to-number 390612345678"
            ),
            ("**67*+79035550001#", "forward busy → number +79035550001", "forward-busy is-on to-number 79035550001"),
            ("**62*103#", "forward unreachable → user 103", "forward-unreachable is-on to-extension 103"),
            ("**62*600#", "forward unreachable → group sales", "forward-unreachable is-on to-another"),
            (
                "**61*103**20#", "forward noAnswer → user 103",
                "forward-no-answer is-on to-extension 103 after-seconds-before 20 seconds"
            ),
            ("*72103", "forward always → user 103", "forward-always is-on to-extension 103"),
            ("*90103", "forward busy → user 103", "forward-busy is-on to-extension 103"),
            (
                "*52103", "forward noAnswer → user 103, unreachable → user 103",
                "forward-no-answer is-on to-extension 103 forward-unreachable is-on to-extension 103"
            ),
            (
                "**004*103**15#", "forward busy → user 103, noAnswer → user 103, unreachable → user 103",
                "forward-busy is-on to-extension 103 forward-no-answer is-on to-extension 103 after-seconds-before 15 "
                    + "seconds forward-unreachable is-on to-extension 103"
            ),
        ])
    func register(dialled: String, change: String, said: String) {
        #expect(office.way(to: dialled, inside: "PJSIP/102") == ["change user 102: \(change): say \(said)"])
    }

    @Test("a forward that asks to accept goes on asking when it leads outside")
    func confirm() {
        func rule(_ dialled: String) -> ForwardingRule? {
            guard
                case .change(.setForwards(_, let rules), _)? = office.decisions(to: dialled, inside: "PJSIP/104").first?
                    .step
            else { return nil }
            return rules.first
        }
        #expect(rule("**21*89035550001#")?.confirm == true)
        #expect(rule("**21*102#")?.confirm == false)
    }

    @Test("the user's own mobile is his mobile, and his time stays when only the number changes")
    func kept() {
        #expect(
            office.way(to: "**21*89160000101#", inside: "PJSIP/101")
                == ["change user 101: forward always → mobile: say forward-always is-on to-mobile"])
        let decisions = office.decisions(to: "**61*103#", inside: "PJSIP/101")
        guard case .change(.setForwards(user: "101", let rules), _)? = decisions.last?.step else {
            Issue.record("\(decisions)")
            return
        }
        #expect(rules == [ForwardingRule(.noAnswer, to: .user("103"), after: Seconds(25))])
    }

    @Test(
        "refused, each with its reason, and nothing is changed",
        arguments: [
            ("**21*88095001234#", "number-not-allowed"), ("*7288095001234", "number-not-allowed"),
            ("**21*+12125550123#", "number-not-allowed"), ("**61*0012125550123**20#", "number-not-allowed"),
            ("**21*101#", "own-number"), ("*72101", "own-number"), ("**21*84951234568#", "own-number"),
            ("**67*+74951234567#", "own-number"),
            ("**21*12#", "number-invalid"), ("**21*99999999999999999999#", "number-invalid"),
            ("**21*112#", "number-invalid"), ("*72112", "number-invalid"),
            ("**21#", "code-malformed"), ("**21*89035550001**20#", "code-malformed"),
            ("*99#", "code-unknown"), ("*#06#", "code-unknown"),
        ])
    func refused(dialled: String, prompt: String) {
        #expect(office.way(to: dialled, inside: "PJSIP/101") == ["say \(prompt)"])
    }

    @Test(
        "on, off, erased, told",
        arguments: [
            // 101: busy is switched off, unreachable is over, always is set for outside callers only.
            ("*67#", "change user 101: forward busy on: say forward-busy is-on to-extension 102"),
            ("#61#", "change user 101: forward noAnswer off: say forward-no-answer is-off"),
            ("*62#", "change user 101: forward unreachable on: say forward-unreachable is-off"),
            ("*21#", "say forward-always is-not-set"), ("#21#", "say forward-always is-not-set"),
            (
                "#004#",
                "change user 101: forward busy, noAnswer, unreachable off: "
                    + "say forward-busy is-off forward-no-answer is-off forward-unreachable is-off"
            ),
            ("##61#", "change user 101: forward noAnswer erased: say forward-no-answer erased"),
            (
                "##002#",
                "change user 101: forward always, busy, noAnswer, unreachable erased: "
                    + "say forward-always forward-busy forward-no-answer forward-unreachable erased"
            ),
            ("*73", "change user 101: forward always erased: say forward-always erased"),
            ("*91", "change user 101: forward busy erased: say forward-busy erased"),
            (
                "*53",
                "change user 101: forward noAnswer, unreachable erased: "
                    + "say forward-no-answer forward-unreachable erased"
            ),
            ("*#21#", "say forward-always is-not-set"), ("*#67#", "say forward-busy is-off"),
            ("*#61#", "say forward-no-answer is-on to-mobile after-seconds-before 25 seconds"),
            ("*#62#", "say forward-unreachable is-off"),
            ("*#43#", "say call-waiting is-off"), ("*43#", "change user 101: call waiting on: say call-waiting is-on"),
            ("#43#", "change user 101: call waiting off: say call-waiting is-off"), ("*98", "mailbox 101"),
        ])
    func existing(dialled: String, line: String) {
        #expect(office.way(to: dialled, inside: "PJSIP/101") == [line])
    }

    @Test("everything that can be set has words")
    func told() {
        #expect(
            office.way(to: "*#002#", inside: "PJSIP/103") == [
                "say forward-always is-on to-operator forward-busy is-on to-voicemail forward-no-answer is-on "
                    + "to-extension 102 after-seconds-before 20 seconds forward-unreachable is-on to-another"
            ])
        #expect(office.way(to: "*98", inside: "PJSIP/103") == ["say no-mailbox"])
    }

    @Test(
        "every outcome of being asked for the number",
        arguments: [
            (
                "89035550001#",
                "change user 102: forward busy → number +79035550001: say forward-busy is-on to-number 79035550001"
            ),
            ("103", "change user 102: forward busy → user 103: say forward-busy is-on to-extension 103"),
            ("88095001234#", "say number-not-allowed"), ("102#", "say own-number"), ("", "say number-invalid"),
            ("#", "say number-invalid"), ("8903*5550001#", "say number-invalid"), ("**21*103#", "say number-invalid"),
            ("+;DROP", "say number-invalid"), (String(repeating: "9", count: 400), "say number-invalid"),
        ])
    func asked(keys: String, line: String) {
        let decisions = office.decisions(to: "*90", inside: "PJSIP/102", then: [.keys(keys)])
        #expect(decisions.map(\.step.line) == ["collect enter-number 10s", line])
    }

    @Test("any number of digits may be keyed, with # or a pause at its end")
    func growth() {
        guard case .collect(let collect)? = office.decisions(to: "*72", inside: "PJSIP/102").first?.step else {
            Issue.record("the number is asked for")
            return
        }
        for digit in 0...9 { #expect(collect.growth.longest["\(digit)"] == 20) }
        #expect(collect.interDigit == Seconds(5))
    }

    @Test(
        "codes act on the caller's own user, whatever his caller id says; others are told so",
        arguments: [
            "**21*103#", "*72", "*72103", "##002#", "*#21#", "*43#", "*98", "*99#",
        ])
    func strangers(dialled: String) {
        for device in ["", "PJSIP/999", "PJSIP/main", "Local/102@switchboard-internal"] {
            let way = office.way(to: dialled, from: "102", inside: device)
            #expect(way == ["say not-your-phone"], "\(device)")
        }
        #expect(office.way(to: dialled, from: "+79035550001") == ["PJSIP/100 30s"], "from a trunk it is no code")
    }

    @Test("an extension comes before a code, a code before a number")
    func order() throws {
        let office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100, voicemail: { pin: "1200" } }
                codes: { voicemail: "89" }
                """))
        #expect(office.way(to: "89", inside: "PJSIP/100") == ["mailbox 100"])
        #expect(office.way(to: "89035550001", inside: "PJSIP/100") == ["PJSIP/79035550001@main 30s"])
        #expect(office.way(to: "112", inside: "PJSIP/100") == ["PJSIP/112@main 2m"])
    }

    @Test(
        "a schedule's code is for its users only",
        arguments: [
            ("PJSIP/102", "change schedule day held closed until 2026-11-21T18:00: say schedule-closed"),
            ("PJSIP/101", "say not-permitted"), ("PJSIP/100", "say not-permitted"), ("PJSIP/999", "say not-permitted"),
            ("", "say not-permitted"),
        ])
    func schedule(device: String, line: String) {
        #expect(office.way(to: "*281", inside: device) == [line])
    }

    @Test("the change is the user's own, and takes nothing else with it")
    func changes() throws {
        let user = try #require(office.table.user("101"))
        let before = Office(settings: office.table.settings, users: [user])
        for dialled in ["**21*103#", "#004#", "##61#", "*43#"] {
            guard case .change(let change, _)? = office.decisions(to: dialled, inside: "PJSIP/101").last?.step else {
                Issue.record("\(dialled) changes nothing")
                continue
            }
            let after = try before.changed(by: change)
            var expected = user
            switch dialled {
            case "**21*103#": expected.forward.insert(ForwardingRule(.always, to: .user("103")), at: 0)
            case "#004#": for index in 0..<3 { expected.forward[index].inactive = true }
            case "##61#": expected.forward.remove(at: 1)
            default: expected.callWaiting = true
            }
            #expect(after.users == [expected], "\(dialled)")
        }
    }
}
