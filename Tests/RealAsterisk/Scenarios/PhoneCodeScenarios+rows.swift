import AsteriskBench
import Testing

/// What is dialled, by whom, and what comes of it.
extension PhoneCodeScenarios {
    struct Registered: Sendable, CustomTestStringConvertible {
        let user: String
        let code: String
        var keys = ""
        /// Switchboard's own prompts, and Asterisk's with a folder.
        let says: [String]
        let forwards: [Forwards.Rule]
        /// What the user's phone does.
        var phone: Party = .answers()
        var isOff = false
        /// What `explain` is told comes of ringing the phone.
        var outcomes: [String] = []

        var testDescription: String { keys.isEmpty ? code : "\(code), then \(keys)" }
        var colleague: String { PhoneCodeScenarios.next(user) }
        var target: String { forwards.first?.party ?? "" }
    }

    static let registered: [Registered] = [
        Registered(
            user: "7701", code: "**21*89035557701#",
            says: ["forward-always", "is-on", "to-number"] + "79035557701".map { "digits/\($0)" },
            forwards: [.init("always", "number +79035557701")]),
        Registered(
            user: "7703", code: "**61*7704**4#",
            says: ["forward-no-answer", "is-on", "to-extension"] + "7704".map { "digits/\($0)" }
                + ["after-seconds-before", "digits/4", "seconds"],
            forwards: [.init("noAnswer", "user 7704", after: "4s")], phone: .rings, outcomes: ["noAnswer"]),
        Registered(
            user: "7705", code: "**62*7706#", says: ["forward-unreachable", "is-on", "to-extension"],
            forwards: [.init("unreachable", "user 7706")], isOff: true, outcomes: ["unreachable"]),
        Registered(
            user: "7707", code: "**67*7708#", says: ["forward-busy", "is-on", "to-extension"],
            forwards: [.init("busy", "user 7708")], phone: .busy, outcomes: ["busy"]),
        Registered(
            user: "7709", code: "*727710", says: ["forward-always", "is-on", "to-extension"],
            forwards: [.init("always", "user 7710")]),
        Registered(
            user: "7711", code: "*907712", says: ["forward-busy", "is-on", "to-extension"],
            forwards: [.init("busy", "user 7712")], phone: .rejects(after: 0.5), outcomes: ["rejected"]),
        Registered(
            user: "7713", code: "*527714", says: ["forward-no-answer", "is-on", "to-extension"],
            forwards: [.init("noAnswer", "user 7714"), .init("unreachable", "user 7714")], isOff: true,
            outcomes: ["unreachable"]),
        Registered(
            user: "7715", code: "**004*7716#", says: ["forward-busy", "is-on", "to-extension"],
            forwards: [.init("busy", "user 7716"), .init("noAnswer", "user 7716"), .init("unreachable", "user 7716")],
            phone: .busy, outcomes: ["busy"]),
    ]

    /// Codes without the number: it is asked for and keyed.
    static let keyed: [Registered] = [
        Registered(
            user: "7745", code: "*72", keys: "7746#", says: ["forward-always", "is-on", "to-extension"],
            forwards: [.init("always", "user 7746")]),
        // No # at the end: a pause does it.
        Registered(
            user: "7747", code: "*90", keys: "7748", says: ["forward-busy", "is-on", "to-extension"],
            forwards: [.init("busy", "user 7748")], phone: .busy, outcomes: ["busy"]),
        Registered(
            user: "7749", code: "*52", keys: "88095001234#", says: ["number-not-allowed"], forwards: []),
    ]

    struct Erased: Sendable, CustomTestStringConvertible {
        let user: String
        let code: String
        let says: [String]
        let left: [String]
        var testDescription: String { code }
        var colleague: String { PhoneCodeScenarios.next(user) }
    }

    static let erased: [Erased] = [
        Erased(
            user: "7731", code: "##002#",
            says: ["forward-always", "forward-busy", "forward-no-answer", "forward-unreachable", "erased"], left: []),
        Erased(
            user: "7733", code: "##004#", says: ["forward-busy", "forward-no-answer", "forward-unreachable", "erased"],
            left: ["always"]),
        Erased(
            user: "7735", code: "*73", says: ["forward-always", "erased"], left: ["busy", "noAnswer", "unreachable"]),
        Erased(
            user: "7737", code: "*91", says: ["forward-busy", "erased"], left: ["always", "noAnswer", "unreachable"]),
        Erased(
            user: "7739", code: "*53", says: ["forward-no-answer", "forward-unreachable", "erased"],
            left: ["always", "busy"]),
    ]

    struct Refusal: Sendable, CustomTestStringConvertible {
        let user: String
        let code: String
        let says: String
        var testDescription: String { "\(code): \(says)" }
    }

    static let refusals = [
        Refusal(user: "7771", code: "**21*88095001234#", says: "number-not-allowed"),
        Refusal(user: "7772", code: "**67*+12125550123#", says: "number-not-allowed"),
        Refusal(user: "7773", code: "*727773", says: "own-number"),
        Refusal(user: "7774", code: "**62*84951237774#", says: "own-number"),
        Refusal(user: "7775", code: "**21*12#", says: "number-invalid"),
        Refusal(user: "7776", code: "**21*112#", says: "number-invalid"),
        Refusal(user: "7777", code: "**61*89035557777**999#", says: "code-malformed"),
        Refusal(user: "7778", code: "*99#", says: "code-unknown"),
    ]

    fileprivate static func next(_ extension: String) -> String { String((Int(`extension`) ?? 0) + 1) }
}
