import Foundation
import Testing

@testable import SwitchboardServer

/// Callbacks by the control API.
@Suite struct CallbackControlAPITests {
    @Test(
        "what is asked reaches the desk",
        arguments: [
            ("callbacks", #"{"queue":"support","number":"8 903 555-00-01"}"#, "request support 8 903 555-00-01"),
            ("callbacks/12/retry", nil, "retry 12"), ("callbacks/12/cancel", nil, "cancel 12"),
        ] as [(String, String?, String)])
    func commands(route: String, body: String?, asked: String) async throws {
        let desk = FakeCallbackDesk()
        try await ControlServer.with(FakeDesk(), callbacks: desk) { server async throws in
            let reply = try await server.send("POST", route, body: body)
            #expect(reply == Reply(202, #"{"callback":12,"number":"+79035550001","queue":"700"}"#))
        }
        #expect(await desk.asked == [asked])
    }

    @Test(
        "a refusal has its status and a sentence",
        arguments: [
            (.noSuchCallback(12), 404, "there is no callback 12"),
            (.notPossible("callback 12 is over: cancelled"), 409, "callback 12 is over: cancelled"),
            (.badTarget("there is no queue sales"), 422, "there is no queue sales"),
            (.notConnected, 503, "there is no connection to Asterisk's manager interface: see the server's log"),
        ] as [(CallDeskError, Int, String)])
    func refusals(error: CallDeskError, status: Int, text: String) async throws {
        try await ControlServer.with(FakeDesk(), callbacks: FakeCallbackDesk(failing: error)) { server async throws in
            for (route, body) in [
                ("callbacks", #"{"queue":"700","number":"1"}"#), ("callbacks/12/retry", nil),
                ("callbacks/12/cancel", nil),
            ] as [(String, String?)] {
                #expect(try await server.send("POST", route, body: body) == Reply(status, #"{"error":"\#(text)"}"#))
            }
        }
    }

    @Test(
        "what can't be understood is refused, and reaches nobody",
        arguments: [
            ("callbacks", "", 400), ("callbacks", #"{"queue":"700"}"#, 400), ("callbacks", #"{"number":"1"}"#, 400),
            ("callbacks", #"{"number":"1","queue":""# + String(repeating: "7", count: 5_000) + #""}"#, 400),
            ("callbacks/x/retry", nil, 404), ("callbacks/99999999999999999999/cancel", nil, 404),
            ("callbacks/12/dance", nil, 404),
        ] as [(String, String?, Int)])
    func nonsense(route: String, body: String?, status: Int) async throws {
        let desk = FakeCallbackDesk()
        try await ControlServer.with(FakeDesk(), callbacks: desk) { server async throws in
            let reply = try await server.send("POST", route, body: body)
            #expect(reply.status == status)
            let refusal = try ControlAPI.decoder.decode(ControlAPI.Refusal.self, from: Data(reply.text.utf8))
            #expect(!refusal.error.isEmpty)
        }
        #expect(await desk.asked.isEmpty)
    }

    @Test("a server without AMI says so") func unfollowed() async throws {
        try await ControlServer.with(FakeDesk()) { server async throws in
            #expect(try await server.send("POST", "callbacks/12/retry").status == 503)
        }
    }
}
