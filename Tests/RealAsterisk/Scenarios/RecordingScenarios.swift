import AsteriskBench
import Foundation
import Testing

/// What is recorded, measured in the files: both sides, after the caller was told, and nobody else.
@Suite("recording") struct RecordingScenarios {
    static let users: [BenchOffice.User] = [
        .init(extension: BenchOffice.operator),
        .init(extension: "9301", keys: "record: true"), .init(extension: "9302"),
        .init(extension: "9303", phone: nil, keys: "mobile: \(BenchOffice.mobile("9303")), record: true"),
        .init(
            extension: "9304",
            keys:
                "mobile: \(BenchOffice.mobile("9304")), record: true, forward: { noAnswer: { after: 2s, to: mobile } }"),
        .init(extension: "9305"), .init(extension: "9306", keys: "record: true"),
        .init(extension: "9307", keys: "record: true"), .init(extension: "9308"),
        .init(extension: "9309", keys: "record: true"), .init(extension: "9310"),
        .init(extension: "9311", keys: "record: true"), .init(extension: "9312", keys: "record: true"),
        .init(
            extension: "9313", keys: "record: true, forward: { noAnswer: { after: 2s, to: user 9314 } }"),
        .init(extension: "9314"), .init(extension: "9315", keys: "record: true"),
        .init(extension: "9316"), .init(extension: "9317", keys: "record: true"), .init(extension: "9318"),
        .init(extension: "9319"), .init(extension: "9320"), .init(extension: "9321", keys: "record: true"),
    ]

    static var office: String {
        let own = ["9308"]
        let numbers = users.map(\.extension).filter { !own.contains($0) }.map {
            "  - { number: \(BenchOffice.direct($0)), rules: [ { to: user \($0) } ] }"
        }
        return """
            version: 1
            office: { name: Bench, country: RU, timezone: Europe/Moscow, language: en, \
            operator: user \(BenchOffice.operator) }
            trunks:
              - { name: main, dial: "PJSIP/{number}@main", callerId: +74951239999, passCallerId: true, allow: [RU, IT] }
            users:
            \(users.map(\.yaml).joined(separator: "\n"))
            groups:
              - { extension: 9350, name: itself, strategy: ringall, ring: 20s, record: true, members: [user 9305, { to: number \(BenchOffice.mobile("9350")), confirm: true }], otherwise: { to: operator } }
              - { extension: 9351, name: some, strategy: ringall, ring: 20s, members: [user 9306, user 9316], otherwise: { to: operator } }
            queues:
              - { extension: 9352, name: support, strategy: ringall, members: [user 9319], ring: 15s, record: true, otherwise: { to: operator } }
            numbers:
              - { number: \(BenchOffice.direct("9352")), language: it, rules: [ { to: queue support } ] }
              - { number: \(BenchOffice.direct("9308")), language: it, record: true, rules: [ { to: user 9308 } ] }
              - { number: \(BenchOffice.direct("9350")), language: ru, rules: [ { to: group itself } ] }
              - { number: \(BenchOffice.direct("9351")), rules: [ { to: group some } ] }
            \(numbers.joined(separator: "\n"))
            """
    }

    private static let prompt = "switchboard/call-recorded"

    /// Both are in most of it, and so it is as long as they talked.
    private func expectBoth(
        _ sound: Recording, _ a: ObservedLeg, _ b: ObservedLeg, atLeast seconds: Double, spare: Double = 8,
        location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(sound.duration > seconds && sound.duration < seconds + spare, sourceLocation: location)
        for leg in [a, b] {
            let tone = try #require(leg.tone)
            #expect(sound.share(with: tone) > 0.7, "\(leg.party), \(tone)", sourceLocation: location)
        }
    }

    @Test("a user's: the caller is told before the phone rings, both are heard, it is listed, exported and removed")
    func user() async throws {
        let stage = try await RecordingStage.shared()
        try await stage.scenario("a recorded user", ["9301"]) {
            let client = BenchOffice.client("9301")
            let call = try await stage.call("9301")
            let told = try await call.leg.comesToHear(prompt: Self.prompt, language: "en")
            let desk = try await stage.bench.leg(to: "9301", from: client, after: call.dialog.invitedAt)
            #expect(desk.dialog.invitedAt > told.began)
            try await stage.bench.expectConversation(call, desk, for: 3)
            let running = try await stage.lists(1, of: client, over: false)
            let refused = try await stage.switchboard.run(["recording", "remove", "\(running[0].id)"])
            #expect(refused.exitCode == 1 && refused.errors.contains("under way"))
            try await call.hangUp()
            let recording = try #require(try await stage.lists(1, of: client).first)
            #expect(
                recording.purpose == .init(number: BenchOffice.direct("9301"), user: "9301", caller: client))
            try expectBoth(try stage.sound(of: recording), call.leg, desk, atLeast: 3)
            #expect(try stage.files(about: recording.call) == [recording.file])

            let shown = try await stage.switchboard.run(["call", "show", recording.call])
            #expect(shown.output.contains("recording \(recording.id)  "), "\(shown.output)")
            #expect(shown.output.contains("recorded, as user 9301 has it"), "\(shown.output)")
            let copy = stage.bench.logs.appending(path: "recording.wav")
            try? FileManager.default.removeItem(at: copy)
            func export(_ options: String...) async throws -> SwitchboardProcess.Answer {
                try await stage.switchboard.run(["recording", "export", "\(recording.id)", copy.path] + options)
            }
            #expect(try await export().exitCode == 0)
            #expect(try Data(contentsOf: copy).count == recording.bytes)
            let again = try await export()
            #expect(again.exitCode == 1 && again.errors.contains("--force"), "\(again.errors)")
            #expect(try await export("--force").exitCode == 0)
            #expect(try await stage.switchboard.run(["recording", "remove", "\(recording.id)"]).exitCode == 0)
            #expect(try stage.files(about: recording.call) == [])
            #expect(try await stage.listed(client) == [])
        }
    }

    @Test("who has not asked for it is not recorded, and callers hear nothing of it", arguments: ["9302", "9351"])
    func notRecorded(extension: String) async throws {
        let stage = try await RecordingStage.shared()
        try await stage.scenario("not recorded \(`extension`)", [`extension`, "9306", "9316"]) {
            stage.bench.world.party("9306", .rings)
            let call = try await stage.call(`extension`)
            let desk = try await stage.bench.leg(
                to: `extension` == "9351" ? "9316" : `extension`, from: BenchOffice.client(`extension`),
                after: call.dialog.invitedAt)
            try await stage.bench.expectConversation(call, desk, for: 2)
            #expect(desk.dialog.invitedAt - call.dialog.invitedAt < 1.5, "nothing was said before")
            let id = try #require(
                try await stage.switchboard.calls().first { $0.caller.contains(BenchOffice.client(`extension`)) }
            ).id
            try await call.hangUp()
            #expect(try stage.files(about: id) == [])
        }
    }

    @Test(
        "a recorded number speaks its language; a group's mobile is asked and answers; a forward leads to a mobile",
        arguments: [
            ("9308", "it", "9308"), ("9350", "ru", MobileTalk.number("9350")),
            ("9303", "en", MobileTalk.number("9303")), ("9304", "en", MobileTalk.number("9304")),
        ])
    func ways(name: String, language: String, party: String) async throws {
        let stage = try await RecordingStage.shared()
        try await stage.scenario("recorded \(name)", name == "9350" ? [name, "9305"] : [name]) {
            if name == "9350" { stage.bench.world.party("9305", .rings) }
            if name == "9304" { stage.bench.world.party("9304", .rings) }
            stage.bench.world.party(MobileTalk.number("9350"), .answers(digits: "1", keyedAfter: 1))
            let call = try await stage.call(name)
            let told = try await call.leg.comesToHear(prompt: Self.prompt, language: language)
            let leg = try await stage.bench.leg(to: party, from: BenchOffice.client(name), after: told.began)
            try await stage.bench.expectConversation(call, leg, for: 2)
            try await call.hangUp()
            let recording = try #require(try await stage.lists(1, of: BenchOffice.client(name)).first)
            try expectBoth(try stage.sound(of: recording), call.leg, leg, atLeast: 2)
            #expect(recording.purpose.group == (name == "9350" ? "itself" : nil))
            let after = try await call.leg.heard(from: told.until, to: .now)
            #expect(try !after.holds(prompt: Self.prompt, language: language), "he is told once")
        }
    }

    @Test("a call that goes on to somebody who is not recorded, or is never answered, leaves nothing")
    func stopped() async throws {
        let stage = try await RecordingStage.shared()
        try await stage.scenario("the recorded user does not answer", ["9313", "9314"]) {
            stage.bench.world.party("9313", .rings)
            let call = try await stage.call("9313")
            try await call.leg.comesToHear(prompt: Self.prompt, language: "en")
            let desk = try await stage.bench.leg(
                to: "9314", from: BenchOffice.client("9313"), after: call.dialog.invitedAt)
            try await stage.bench.expectConversation(call, desk, for: 2)
            let id = try #require(
                try await stage.switchboard.calls().first { $0.caller.contains(BenchOffice.client("9313")) }
            ).id
            try await call.hangUp()
            // What Asterisk has made while it rang.
            let deadline = ContinuousClock.now + .seconds(30)
            while try !stage.files(about: id).isEmpty {
                try #require(ContinuousClock.now < deadline)
                try await Task.sleep(for: .milliseconds(200))
            }
            #expect(try await stage.listed(BenchOffice.client("9313")) == [])
        }
    }

    @Test("a recorded user does not answer: a missed call, with the ringing of the office after the announcement")
    func missed() async throws {
        let stage = try await RecordingStage.shared()
        try await stage.scenario("a recorded user does not answer", ["9317"]) {
            stage.bench.world.party("9317", .rings)
            let call = try await stage.call("9317")
            try await call.leg.comesToHear(prompt: Self.prompt, language: "en")
            try await call.leg.comesToHearRingback()
            let id = try #require(
                try await stage.switchboard.calls().first { $0.caller.contains(BenchOffice.client("9317")) }
            ).id
            try await call.hangUp()
            let known = try await stage.switchboard.call(id) { $0.ended != nil }
            #expect(known.disposition == "missed")
        }
    }

    @Test("who waits in a recorded queue is told once, before the music; the talk is recorded, and not the waiting")
    func queue() async throws {
        let stage = try await RecordingStage.shared()
        try await stage.scenario("a recorded queue", ["9352", "9319"]) {
            stage.bench.world.party("9319", .answers(after: 4))
            let client = BenchOffice.client("9352")
            let call = try await stage.call("9352")
            let told = try await call.leg.comesToHear(prompt: Self.prompt, language: "it")
            let agent = try await stage.bench.leg(to: "9319", from: client, after: told.began)
            try await call.leg.comesToHearMusic()
            try await stage.bench.expectConversation(call, agent, for: 3)
            try await call.hangUp()
            let recording = try #require(try await stage.lists(1, of: client).first)
            let sound = try stage.sound(of: recording)
            try expectBoth(sound, call.leg, agent, atLeast: 3)
            #expect(sound.share(with: .music) < 0.2)
            #expect(recording.purpose == .init(number: BenchOffice.direct("9352"), queue: "support", caller: client))
        }
    }

    @Test("a client who is sent on to a recorded user is told then, and recorded from then on")
    func late() async throws {
        let stage = try await RecordingStage.shared()
        let bench = stage.bench
        try await stage.scenario("sent on to a recorded user", ["9320", "9321"]) {
            let desk = try bench.phone("9320")
            let call = try await stage.call("9320")
            let first = try await desk.incomingCall()
            try first.answer()
            let employee = try await bench.leg(of: first)
            try await bench.expectConversation(call, employee, for: 2)
            #expect(try await first.refer(to: "9321") == 202)
            let told = try await call.leg.comesToHear(prompt: Self.prompt, language: "en")
            let colleague = try await bench.leg(
                to: "9321", from: BenchOffice.client("9320"), after: call.dialog.invitedAt)
            #expect(colleague.dialog.invitedAt > told.began)
            try await bench.expectConversation(call, colleague, for: 2)
            try await call.hangUp()
            let recording = try #require(try await stage.lists(1, of: BenchOffice.client("9320")).first)
            let sound = try stage.sound(of: recording)
            try expectBoth(sound, call.leg, colleague, atLeast: 2)
            #expect(sound.share(with: try #require(employee.tone)) < 0.05)
        }
    }

    @Test("a recorded user calls out: who answers is told before he is connected, and both are heard")
    func outward() async throws {
        let stage = try await RecordingStage.shared()
        try await stage.scenario("a recorded user calls out", ["9309"]) {
            let number = "+390612349309"
            let call = try await stage.bench.call(from: .phone("9309"), to: number)
            let leg = try await stage.bench.leg(to: String(number.dropFirst()), of: call)
            let told = try await leg.comesToHear(prompt: Self.prompt, language: "it")
            try await stage.bench.expectConversation(call, leg, for: 2)
            let before = try await call.leg.heard(from: call.dialog.invitedAt, to: told.until)
            #expect(!before.everHas(try #require(leg.tone)), "not connected before he has heard it all")
            try await call.hangUp()
            let recording = try #require(try await stage.lists(1, of: number).first)
            try expectBoth(try stage.sound(of: recording), call.leg, leg, atLeast: 2)
            #expect(recording.purpose == .init(user: "9309", caller: number))
        }
    }

    /// How a recorded call is handed on.
    enum Transfer: String, CaseIterable, Sendable {
        case refer, attended
        var user: String { self == .refer ? "9307" : "9311" }
        var colleague: String { self == .refer ? "9310" : "9318" }
    }

    @Test(
        "a transferred call goes on being recorded, in one file; the consultation is not in it",
        arguments: Transfer.allCases)
    func transfer(_ way: Transfer) async throws {
        let stage = try await RecordingStage.shared()
        let bench = stage.bench
        try await stage.scenario("a recorded call is transferred \(way)", [way.user]) {
            let desk = try bench.phone(way.user)
            let call = try await stage.call(way.user)
            let first = try await desk.incomingCall()
            try first.answer()
            let employee = try await bench.leg(of: first)
            try await bench.expectConversation(call, employee, for: 2)
            let colleague: ObservedLeg
            switch way {
            case .refer:
                #expect(try await first.refer(to: way.colleague) == 202)
                try await first.ends()
                colleague = try await bench.leg(
                    to: way.colleague, from: BenchOffice.client(way.user), after: call.dialog.invitedAt)
            case .attended:
                try await first.hold()
                try await call.leg.comesToHearMusic()
                let second = try desk.call(way.colleague)
                colleague = try await bench.leg(to: way.colleague, of: call)
                try await second.answered()
                try await bench.expectConversation(try await bench.leg(of: second), colleague, for: 1)
                #expect(try await first.refer(to: second) == 202)
                try await first.ends()
            }
            try await bench.expectConversation(call, colleague, for: 3)
            try await call.hangUp()
            let recording = try #require(try await stage.lists(1, of: BenchOffice.client(way.user)).first)
            let sound = try stage.sound(of: recording)
            let (client, before, after) = (
                try #require(call.tone), try #require(employee.tone), try #require(colleague.tone)
            )
            #expect(sound.share(with: client) > 0.5)
            #expect(sound.duration * sound.share(with: before) > 1.5, "\(sound.duration * sound.share(with: before)) s")
            try #require(
                sound.duration * sound.share(with: after) > 2.5, "\(sound.duration * sound.share(with: after)) s")
            #expect(try stage.files(about: recording.call) == [recording.file])
        }
    }

    @Test("Switchboard is killed and started again in the middle of it: it is listed, whole")
    func restart() async throws {
        // Of its own: the others would find nobody.
        let stage = try await RecordingStage.begin(named: "recording and killed")
        try await stage.scenario("restart in mid-recording", ["9312"]) {
            let client = BenchOffice.client("9312")
            let call = try await stage.call("9312")
            let desk = try await stage.bench.leg(to: "9312", from: client, after: call.dialog.invitedAt)
            try await stage.bench.expectConversation(call, desk, for: 1)
            try await stage.switchboard.kill()
            try await stage.bench.expectConversation(call, desk, for: 2)
            try await stage.switchboard.restart()
            let running = try await stage.lists(1, of: client, over: false)
            try await call.hangUp()
            let recording = try #require(try await stage.lists(1, of: client).first)
            #expect(recording.id == running[0].id)
            #expect(recording.purpose.user == "9312")
            try expectBoth(try stage.sound(of: recording), call.leg, desk, atLeast: 3)
        }
        await stage.bench.stop()
    }

    @Test("the quota: a warning first, then the oldest go, and a call under way stays")
    func quota() async throws {
        let stage = try await RecordingStage.shared()
        let client = BenchOffice.client("9315")
        /// One of long ago; the lower its number, the older.
        func old(_ number: Int) throws -> String {
            let name = "1000\(number).1+1000\(number).1+1.wav"
            let file = stage.folder.appending(path: ".\(name)")
            try Data(repeating: 0, count: RecordingStage.quota / 100 * 13).write(to: file)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_000_000 + Double(number) * 1_000)],
                ofItemAtPath: file.path)
            // At once, with its time.
            try FileManager.default.moveItem(at: file, to: stage.folder.appending(path: name))
            return name
        }
        func logs(_ text: String) async throws {
            let deadline = ContinuousClock.now + .seconds(15)
            while !stage.switchboard.log.contains(text) {
                try #require(ContinuousClock.now < deadline, "\(stage.switchboard.log)")
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        let warning = "recordings take 90 % of their quota"
        let removal = "a recording is removed"
        try await stage.scenario("quota of recordings", ["9315"]) {
            let call = try await stage.call("9315")
            let desk = try await stage.bench.leg(to: "9315", from: client, after: call.dialog.invitedAt)
            try await stage.bench.expectConversation(call, desk, for: 1)
            var names = try (1...7).map(old)
            try await logs(warning)
            #expect(!stage.switchboard.log.contains(removal), "nothing goes before the warning")
            #expect(try stage.files(about: "1000") == names)
            names += [try old(8)]
            try await logs(removal)
            let left = try stage.files(about: "1000")
            #expect(left == Array(names.suffix(left.count)) && left.count < 8, "the oldest are gone")
            #expect(left.count >= 6, "no more than had to")
            try await call.hangUp()
            let recording = try #require(try await stage.lists(1, of: client).first)
            try expectBoth(try stage.sound(of: recording), call.leg, desk, atLeast: 3, spare: 60)
        }
        for name in try stage.files(about: "1000") {
            try FileManager.default.removeItem(at: stage.folder.appending(path: name))
        }
    }
}
