import AsteriskBench
import Foundation
import Testing

/// Who is told of what, by a real mail server and a real HTTP listener. One after the other: the servers are everybody's.
@Suite("alerts", .serialized) struct AlertScenarios {
    @Test("a call that nobody answers: the one who was rung and the group, once each, with who was tried")
    func missedCall() async throws {
        let stage = try await AlertStage.shared()
        let client = BenchOffice.client("8850")
        try await stage.bench.scenario("missed call", numbers: [client, "8801", "8802"]) {
            stage.bench.world.party("8801", .rings)
            stage.bench.world.party("8802", .rings)
            let call = try await stage.bench.call(from: .trunk(client), to: BenchOffice.direct("8850"))
            _ = try await stage.bench.leg(to: "8801", of: call)
            _ = try await stage.bench.leg(to: "8802", of: call)
            try await call.hangUp()
            try await stage.comes("two mails and a POST", within: 10) {
                try stage.mails(to: "sales@office.example", about: client).count == 1
                    && stage.mails(to: "ivanova@office.example", about: client).count == 1
                    && stage.posts(to: "/ivanova", about: client).count == 1
            }
            let mail = try #require(try stage.mails(to: "sales@office.example", about: client).first)
            #expect(mail.header("Subject") == "Missed call: \(client)")
            #expect(mail.header("From") == "Ромашка <pbx@office.example>")
            #expect(mail.text.contains("Dialled: \(BenchOffice.direct("8850")) (sales line)"))
            #expect(mail.text.contains("Tried: 8801 (Иванова): the caller hung up"))
            #expect(mail.text.contains("Tried: 8802 (Petrov): the caller hung up"))
            let post = try #require(try stage.posts(to: "/ivanova", about: client).first)
            #expect(post.headers["switchboard-alert"].map { post.body.contains("\"id\":\"\($0)\"") } == true)
            #expect(post.headers["switchboard-signature"]?.wholeMatch(of: /t=\d+,v1=[0-9a-f]{64}/) != nil)
            try await answered(stage)
            #expect(try stage.mails(to: "sales@office.example", about: client).count == 1)
            #expect(try stage.posts(to: "/ivanova", about: client).count == 1)
        }
    }

    /// A call that is answered is nobody's missed call.
    private func answered(_ stage: AlertStage) async throws {
        let client = BenchOffice.client("8851")
        stage.bench.world.party("8801", .answers())
        let call = try await stage.bench.call(from: .trunk(client), to: BenchOffice.direct("8850"))
        let desk = try await stage.bench.leg(to: "8801", of: call)
        try await stage.bench.expectConversation(call, desk, for: 1)
        try await call.hangUp()
        // Longer than what the other one took.
        try await Task.sleep(for: .seconds(3))
        #expect(try stage.mail.messages().allSatisfy { !$0.text.contains(client) })
        #expect(try stage.listener.posts().allSatisfy { !$0.body.contains(client) })
    }

    @Test("kill -9 while it rings, and the call ends unseen: told once all the same")
    func killed() async throws {
        let stage = try await AlertStage.shared()
        let client = BenchOffice.client("8852")
        try await stage.bench.scenario("missed call, killed", numbers: [client, "8801", "8802"]) {
            stage.bench.world.party("8801", .rings)
            stage.bench.world.party("8802", .rings)
            let call = try await stage.bench.call(from: .trunk(client), to: BenchOffice.direct("8850"))
            _ = try await stage.bench.leg(to: "8801", of: call)
            // The history is written four times a second.
            try await Task.sleep(for: .seconds(1.5))
            let followed = stage.switchboard.log.ranges(of: "following Asterisk's calls").count
            try await stage.switchboard.kill()
            try await call.hangUp()
            try await stage.switchboard.restart()
            try await stage.follows(times: followed + 1)
            try await stage.comes("mails", within: 10) {
                try stage.mails(to: "sales@office.example", about: client).count == 1
                    && stage.mails(to: "ivanova@office.example", about: client).count == 1
                    && stage.posts(to: "/ivanova", about: client).count == 1
            }
            try await stage.switchboard.kill()
            try await stage.switchboard.restart()
            try await stage.follows(times: followed + 2)
            try await Task.sleep(for: .seconds(2))
            #expect(try stage.mails(to: "sales@office.example", about: client).count == 1)
            #expect(try stage.mails(to: "ivanova@office.example", about: client).count == 1)
            #expect(try stage.posts(to: "/ivanova", about: client).count == 1)
        }
    }

    @Test("kill -9 while it rings, and the call is answered and ends unseen: nobody has missed it")
    func answeredUnseen() async throws {
        let stage = try await AlertStage.shared()
        let client = BenchOffice.client("8853")
        try await stage.bench.scenario("answered unseen", numbers: [client, "8801", "8802"]) {
            stage.bench.world.party("8801", .answersWhenTold())
            stage.bench.world.party("8802", .rings)
            let call = try await stage.bench.call(from: .trunk(client), to: BenchOffice.direct("8850"))
            let desk = try await stage.bench.leg(to: "8801", of: call)
            // The history is written four times a second.
            try await Task.sleep(for: .seconds(1.5))
            let followed = stage.switchboard.log.ranges(of: "following Asterisk's calls").count
            try await stage.switchboard.kill()
            try await desk.tell()
            try await stage.bench.expectConversation(call, desk, for: 1)
            try await call.hangUp()
            try await stage.switchboard.restart()
            try await stage.follows(times: followed + 1)
            try await stage.comes("the call in the history", within: 10) {
                try await stage.switchboard.run(["call", "history", "--number", client]).output.contains("answered")
            }
            try await Task.sleep(for: .seconds(1))
            #expect(try stage.mail.messages().allSatisfy { !$0.text.contains(client) })
            #expect(try stage.listener.posts().allSatisfy { !$0.body.contains(client) })
        }
    }

    @Test("a message in a mailbox: mailed by us alone, with what the caller said")
    func voicemail() async throws {
        let stage = try await AlertStage.shared()
        let client = BenchOffice.client("8803")
        try await stage.bench.scenario("voicemail", numbers: [client, "8803"]) {
            let call = try await stage.bench.call(from: .trunk(client), to: BenchOffice.direct("8803"))
            try await call.leg.answered()
            let tone = try #require(call.leg.tone)
            // The greeting in English, and then his words.
            try await Task.sleep(for: .seconds(18))
            try await call.hangUp()
            try await stage.comes("a mail and a POST", within: 10) {
                try stage.mails(to: "box@office.example", about: client).count == 1
                    && stage.posts(to: "/box", about: client).count == 1
            }
            let mail = try #require(try stage.mails(to: "box@office.example", about: client).first)
            #expect(mail.header("Subject") == "Message in mailbox 8803: \(client)")
            let file = try #require(mail.attachments.first)
            #expect(file.name == "8803-msg0000.wav")
            #expect(file.type == "audio/wav")
            let spool = stage.bench.pbx.directory.appending(path: "spool")
            let original = spool.appending(path: "voicemail/switchboard/8803/INBOX/msg0000.wav")
            #expect(try file.body == Data(contentsOf: original))
            let attached = stage.bench.logs.appending(path: "attached.wav")
            try file.body.write(to: attached)
            let heard = try Recording(attached)
            #expect(heard.duration > 2)
            #expect(heard.share(of: tone) > 0.6, "the caller's tone is in it")
            let post = try #require(try stage.posts(to: "/box", about: client).first)
            #expect(post.body.contains("\"kind\":\"voicemailLeft\""))
            #expect(post.body.contains("\"mailbox\":\"8803\""))
            // Asterisk has mailed nothing.
            #expect(!FileManager.default.fileExists(atPath: spool.appending(path: "mail").path))
            #expect(try stage.mails(to: "box@office.example", about: client).count == 1)
        }
    }

    @Test("a trunk that can't be reached, and can again: told once, also over a restart")
    func trunk() async throws {
        let stage = try await AlertStage.shared()
        let (down, up) = ("Trunk down: carrier", "Trunk up again: carrier")
        func count(_ subject: String) throws -> Int {
            try stage.mails(to: "admin@office.example", about: subject).count
        }
        stage.carrier.isThere(false)
        try await stage.comes("that it is down", within: 25) { try count(down) == 1 }
        let followed = stage.switchboard.log.ranges(of: "following Asterisk's calls").count
        try await stage.switchboard.kill()
        try await stage.switchboard.restart()
        try await stage.follows(times: followed + 1)
        // Longer than an outage must last to be one.
        try await Task.sleep(for: .seconds(12))
        #expect(try count(down) == 1)
        #expect(try count(up) == 0)
        stage.carrier.isThere(true)
        try await stage.comes("that it is up", within: 10) { try count(up) == 1 }
        #expect(try count(down) == 1)
    }

    @Test("the mail server is down, the webhook answers 500, is slow, then both are well: everything arrives, once")
    func outbox() async throws {
        let stage = try await AlertStage.shared()
        let clients = (0..<4).map { BenchOffice.client("886\($0)") }
        func delivered() throws -> [String: Int] {
            let mails = try stage.mails(to: "many@office.example").compactMap {
                $0.header("Switchboard-Alert")
            }
            let posts = try stage.posts(to: "/many").filter { (200..<300).contains($0.status) }
                .compactMap { $0.headers["switchboard-alert"] }
            return Dictionary((mails + posts).map { ($0, 1) }, uniquingKeysWith: +)
        }
        try await stage.bench.scenario("outbox", numbers: clients + ["8804"]) {
            stage.bench.world.party("8804", .rings)
            await stage.mail.stop()
            try await stage.listener.answers(500)
            for client in clients {
                let call = try await stage.bench.call(from: .trunk(client), to: BenchOffice.direct("8804"))
                _ = try await stage.bench.leg(to: "8804", of: call)
                try await call.hangUp()
            }
            try await stage.comes("attempts", within: 15) {
                try stage.posts(to: "/many").count { $0.status == 500 } >= 6
            }
            let ill = try await stage.switchboard.run(["doctor"])
            #expect(ill.exitCode == 0, "\(ill)")
            #expect(ill.output.contains("warning  alerts     waiting: 8"), "\(ill)")
            let waiting = try await stage.switchboard.run(["alert", "list"])
            #expect(waiting.output.ranges(of: "waits  missedCall-").count == 8, "\(waiting)")
            #expect(try delivered().isEmpty)

            // In the middle of it all.
            let followed = stage.switchboard.log.ranges(of: "following Asterisk's calls").count
            try await stage.switchboard.kill()
            let alone = try await stage.switchboard.run(["doctor"])
            #expect(alone.exitCode == 1, "\(alone)")
            #expect(alone.output.contains("error    server     the server does not run"), "\(alone)")
            try await stage.listener.answers(200, after: 2)
            try await stage.switchboard.restart()
            try await stage.follows(times: followed + 1)
            try await stage.comes("the slow webhooks", within: 30) {
                try stage.posts(to: "/many").count { $0.status == 200 } == 4
            }
            #expect(try stage.mails(to: "many@office.example").isEmpty)
            try await stage.mail.restart()
            try await stage.comes("the mails", within: 40) {
                try stage.mails(to: "many@office.example").count >= 4
            }
            try await Task.sleep(for: .seconds(2))
            let ids = try delivered()
            #expect(ids.count == 8)
            #expect(ids.values.allSatisfy { $0 == 1 }, "\(ids)")
            for client in clients {
                #expect(try stage.mails(to: "many@office.example", about: client).count == 1)
            }
            try await dead(stage)
        }
    }

    /// What is refused for good is shown, and goes out when it is asked for.
    private func dead(_ stage: AlertStage) async throws {
        let client = BenchOffice.client("8869")
        try await stage.listener.answers(404)
        let call = try await stage.bench.call(from: .trunk(client), to: BenchOffice.direct("8804"))
        _ = try await stage.bench.leg(to: "8804", of: call)
        try await call.hangUp()
        try await stage.comes("the refusal", within: 10) {
            try await stage.switchboard.run(["doctor"]).output.contains("not delivered: 1")
        }
        let list = try await stage.switchboard.run(["alert", "list"])
        #expect(list.output.contains("answered 404"), "\(list)")
        #expect(try stage.posts(to: "/many", about: client).count == 1, "it was not tried again")
        try await stage.listener.answers(200)
        let retry = try await stage.switchboard.run(["alert", "retry"])
        #expect(retry.exitCode == 0)
        try await stage.comes("the second attempt", within: 10) {
            try stage.posts(to: "/many", about: client).map(\.status) == [404, 200]
        }
        let well = try await stage.switchboard.run(["doctor"])
        #expect(well.output.contains("ok       alerts     waiting: 0"), "\(well)")
        #expect(!well.output.contains("not delivered"))
        let empty = try await stage.switchboard.run(["alert", "list"])
        #expect(empty.output == "All alerts are delivered.\n")
    }
}
