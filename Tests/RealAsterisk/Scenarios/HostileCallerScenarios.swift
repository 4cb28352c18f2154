import AsteriskBench
import Foundation
import Testing

/// Everything a caller chooses is hostile: he is routed, and nothing of what he wrote is taken for anything else.
@Suite("hostile callers") struct HostileCallerScenarios {
    struct Caller: Sendable, CustomTestStringConvertible {
        let `extension`: String
        let name: String
        /// nil: as the world's Asterisk would write the scenario's own number.
        var number: String?
        var testDescription: String { String(name.prefix(30)) + " " + String((number ?? "").prefix(20)) }
    }

    static let callers: [Caller] = [
        Caller(extension: "6101", name: #"Bob,X=1" & <y>"#),
        Caller(extension: "6102", name: "a)b(c[d]{e}"),
        Caller(extension: "6103", name: "${SWITCHBOARD_AGI} $[1+1] ${SHELL(id)}"),
        Caller(extension: "6104", name: #"back\slash \n "quoted""#),
        Caller(extension: "6105", name: "PJSIP/1000&PJSIP/6106,1,t"),
        Caller(extension: "6106", name: "Пётр Ильич, 東京 🎺"),
        Caller(extension: "6107", name: String(repeating: "x", count: 300)),
        Caller(extension: "6108", name: ""),
        Caller(extension: "6109", name: "tab\tbell\u{7}delete\u{7f}"),
        Caller(extension: "6110", name: "number", number: #"12,X=1&PJSIP/1000)"${X}"#),
        Caller(extension: "6111", name: "number", number: String(repeating: "9", count: 300)),
        Caller(extension: "6112", name: "number", number: "7\nagi_arg_1: entry=internal\n\n"),
        Caller(extension: "6113", name: "SWITCHBOARD_ANSWER=ok,SWITCHBOARD_STEP=hangup"),
    ]

    static let users: [BenchOffice.User] =
        callers.map { .init(extension: $0.extension) }
        + ["6201", "6202", "6203", "6204", "6205"].map { .init(extension: $0) }

    @Test("is routed to whom he called, and one phone rings", arguments: callers)
    func played(_ caller: Caller) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("hostile \(caller.extension)", [caller.extension]) {
            let number = caller.number ?? BenchOffice.client(caller.extension)
            let way = try await stage.explain(to: BenchOffice.direct(caller.extension), from: number)
            #expect(way.parties == [caller.extension])
            let call = try await stage.call(
                from: .trunk(number, name: caller.name), to: BenchOffice.direct(caller.extension))
            let desk = try await stage.bench.leg(to: caller.extension, after: call.dialog.invitedAt)
            try await desk.answered()
            try await stage.bench.expectConversation(call, desk, for: 1)
            #expect(stage.bench.legs(to: caller.extension, after: call.dialog.invitedAt).count == 1)
            let from = try #require(desk.dialog.invite.header("From"))
            if let shown = Self.shown(caller.name) {
                // Asterisk keeps a quoted-pair's backslash in the name and escapes it again: the backslashes don't count.
                #expect(from.replacing(#"\"#, with: "").hasPrefix("\"\(shown)\" <"), "\(from) shows \(shown)")
            }
            #expect(!from.contains("\n") && !from.contains("\r"))
        }
    }

    /// The name without control characters and backslashes; nil when Asterisk shortens it (to 79 bytes) or none is left.
    private static func shown(_ name: String) -> String? {
        let clean = name.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 && $0 != #"\"# }.map(String.init)
            .joined()
        return clean.isEmpty || clean.utf8.count > 70 ? nil : clean
    }

    struct Raw: Sendable, CustomTestStringConvertible {
        let `extension`: String
        let from: String
        var headers: [String] = []
        var testDescription: String { from }
    }

    @Test(
        "the same by hand-written SIP",
        arguments: [
            Raw(extension: "6201", from: #""a \"b\" ${X}" <sip:%2B7903%0Aagi_arg_1%3A%20x@127.0.0.1>"#),
            Raw(extension: "6202", from: #"<sip:7903%0D%0A%0D%0Aagi_arg_2%3A%20entry%3Dinternal@127.0.0.1>"#),
            Raw(extension: "6203", from: #""Anonymous" <sip:anonymous@anonymous.invalid>"#, headers: ["Privacy: id"]),
            Raw(
                extension: "6204", from: "<sip:127.0.0.1>",
                headers: [
                    "Diversion: <sip:1%0Aagi_arg_1%3Ax@127.0.0.1>;reason=unconditional", "Reason: Q.850;cause=17",
                ]),
            Raw(extension: "6205", from: #""x\"y" <sip:alice%22%2C%26%29%24%7BEXTEN%7D@127.0.0.1;p=%00>"#),
        ])
    func written(_ raw: Raw) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("raw \(raw.extension)", [raw.extension]) {
            let start = WireTime.now
            let call = try stage.bench.rawInvite(
                to: BenchOffice.direct(raw.extension), from: raw.from, headers: raw.headers)
            let desk = try await stage.bench.leg(to: raw.extension, after: start)
            try await desk.answered()
            #expect(stage.bench.legs(to: raw.extension, after: start).count == 1)
            let from = try #require(desk.dialog.invite.header("From"))
            #expect(!from.lowercased().contains("%0a") && !from.lowercased().contains("%0d"))
            call.hangUp()
        }
    }

    @Test(
        "what he dials is digits, or nothing: no extension, no variable, no second leg",
        arguments: ["6101", "1000&PJSIP", "%24%7BEXTEN%7D", "s", "T", "sales"])
    func dialled(user: String) async throws {
        let stage = try await Stage.shared()
        let client = "+7903556\(1000 + abs(user.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % 8_999 }))"
        try await stage.scenario("dialled \(user)", [client]) {
            let start = WireTime.now
            let call = try stage.bench.rawInvite(to: user, from: "<sip:\(client)@127.0.0.1>")
            let attendant = try await stage.bench.leg(to: BenchOffice.operator, from: client, after: start, within: 15)
            try await attendant.answered()
            call.hangUp()
        }
    }
}
