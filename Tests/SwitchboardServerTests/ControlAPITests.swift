import AsyncHTTPClient
import Foundation
import Testing

@testable import SwitchboardServer

@Suite struct ControlAPITests {
    @Test("live calls as JSON")
    func calls() async throws {
        let call = LiveCall(
            id: "1790000000.42", began: Date(timeIntervalSince1970: 1_790_000_000), caller: "anonymous",
            dialled: "+74951234567",
            legs: [
                LiveLeg(
                    who: "user 101", channel: "PJSIP/101-1", state: .ringing,
                    since: Date(timeIntervalSince1970: 1_790_000_005))
            ])
        let json = """
            {"began":"2026-09-21T14:13:20.000Z","caller":"anonymous","dialled":"+74951234567","id":"1790000000.42",\
            "legs":[{"channel":"PJSIP/101-1","since":"2026-09-21T14:13:25.000Z","state":"ringing","who":"user 101"}],\
            "route":[],"talks":[]}
            """
        try await ControlServer.with(FakeDesk([call])) { server async throws in
            #expect(try await server.send("GET", "calls") == Reply(200, "[\(json)]"))
            #expect(try await server.send("GET", "calls/1790000000.42") == Reply(200, json))
        }
        try await ControlServer.with(FakeDesk()) { server async throws in
            #expect(try await server.send("GET", "calls") == Reply(200, "[]"))
        }
    }

    @Test("what is written is read again")
    func roundTrip() throws {
        let data = try ControlAPI.encoder.encode(LiveCall.sample())
        #expect(try ControlAPI.decoder.decode(LiveCall.self, from: data) == .sample())
    }

    @Test func health() async throws {
        try await ControlServer.with(FakeDesk()) { server async throws in
            let health = """
                {"agi":{"failed":3,"finished":20,"hungUp":0,"open":1,"refused":0},\
                "connectedSince":"2026-09-21T14:13:20.000Z"}
                """
            #expect(try await server.send("GET", "health") == Reply(200, health))
        }
    }

    @Test(
        "what is asked reaches the desk",
        arguments: [
            ("calls/1.2/transfer", #"{"target":"102"}"#, "transfer 1.2 to 102"),
            ("calls/1.2/transfer", #"{"target":"+7 916","attended":true}"#, "transfer 1.2 to +7 916 attended"),
            ("calls/pbx%2F1%20%25-1.2/cancel", nil, "cancel pbx/1 %-1.2"), ("calls/1.2/complete", nil, "complete 1.2"),
        ] as [(String, String?, String)])
    func commands(route: String, body: String?, asked: String) async throws {
        let desk = FakeDesk()
        try await ControlServer.with(desk) { server async throws in
            let reply = try await server.send("POST", route, body: body)
            #expect(reply.status == 202)
            #expect(reply.text.hasSuffix(#""transfer":"t1"}"#))
        }
        #expect(await desk.asked == [asked])
    }

    @Test(
        "a refusal has its status and a sentence",
        arguments: [
            (.noSuchCall("1.2"), 404, "there is no live call 1.2"), (.notPossible("nobody talks"), 409, "nobody talks"),
            (.badTarget("999 is nobody"), 422, "999 is nobody"),
            (
                .notConnected, 503,
                "there is no connection to Asterisk's manager interface: see the server's log"
            ),
        ] as [(CallDeskError, Int, String)])
    func refusals(error: CallDeskError, status: Int, text: String) async throws {
        try await ControlServer.with(FakeDesk(failing: error)) { server async throws in
            let commands =
                [("transfer", #"{"target":"102"}"#), ("complete", nil), ("cancel", nil)] as [(String, String?)]
            for (command, body) in commands {
                let reply = try await server.send("POST", "calls/1.2/\(command)", body: body)
                #expect(reply == Reply(status, #"{"error":"\#(text)"}"#))
            }
        }
    }

    @Test(
        "what can't be understood is refused, and reaches nobody",
        arguments: [
            ("POST", "calls/1.2/transfer", "", 400), ("POST", "calls/1.2/transfer", "102", 400),
            ("POST", "calls/1.2/transfer", #"{"attended":true}"#, 400),
            ("POST", "calls/1.2/transfer", #"{"target":""# + String(repeating: "1", count: 5_000) + #""}"#, 400),
            ("GET", "calls/1.2", nil, 404), ("GET", "nothing", nil, 404), ("GET", "", nil, 404),
            ("DELETE", "calls/1.2", nil, 404), ("POST", "calls/1.2/hangup", nil, 404),
        ] as [(String, String, String?, Int)])
    func nonsense(method: String, route: String, body: String?, status: Int) async throws {
        let desk = FakeDesk()
        try await ControlServer.with(desk) { server async throws in
            let answer = try await server.send(method, route, body: body)
            #expect(answer.status == status)
            let refusal = try ControlAPI.decoder.decode(ControlAPI.Refusal.self, from: Data(answer.text.utf8))
            #expect(!refusal.error.isEmpty)
        }
        #expect(await desk.asked.isEmpty)
    }
}
