import AsteriskBench
import Crypto
import Foundation
import Testing

@testable import Alerts

/// Bodies posted to a real HTTP server.
@Suite("webhooks") struct WebhookDelivererTests {
    private static let folder = FileManager.default.temporaryDirectory.appending(
        path: "AlertsTests-\(UUID().uuidString)")
    private static let moment = Date(timeIntervalSince1970: 1_790_000_000.9)

    private static func message(_ url: String) -> WebhookMessage {
        WebhookMessage(id: "missedCall-01", url: url, body: Data(#"{"name":"Иван"}"#.utf8))
    }

    private static func isTemporary(_ url: String, timeout: Int = 10) async -> Bool? {
        await onThread { () -> Bool? in
            do throws(DeliveryFailure) {
                try WebhookDeliverer(secret: nil, timeout: timeout).deliver(message(url), at: moment)
                return nil
            } catch {
                return if case .temporary = error { true } else { false }
            }
        }
    }

    @Test("a signature is what openssl makes of the same text")
    func signature() {
        // printf '1790000000.{}' | openssl dgst -sha256 -hmac 'a secret of some length'
        #expect(
            WebhookSignature.value(of: Data("{}".utf8), secret: AlertSecret("a secret of some length"), at: Self.moment)
                == "t=1790000000,v1=3b0b30bd50a90f5c254e17d655edbc377c22e76820db09a24752c73b4bf45a7c")
    }

    @Test("a body arrives as it was, named and signed")
    func whole() async throws {
        let listener = try await WebhookListener(in: Self.folder.appending(path: "whole"))
        let deliverer = WebhookDeliverer(secret: AlertSecret("a secret of some length"))
        try deliverer.deliver(Self.message(listener.url("/hook?to=1")), at: Self.moment)
        try WebhookDeliverer(secret: nil).deliver(Self.message(listener.url()), at: Self.moment)
        let posts = try listener.posts()
        #expect(posts.map(\.path) == ["/hook?to=1", "/hook"])
        #expect(posts.map(\.body) == [#"{"name":"Иван"}"#, #"{"name":"Иван"}"#])
        #expect(posts.map { $0.headers["content-type"] } == ["application/json", "application/json"])
        #expect(posts.map { $0.headers["switchboard-alert"] } == ["missedCall-01", "missedCall-01"])
        let key = SymmetricKey(data: Data("a secret of some length".utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data(#"1790000000.{"name":"Иван"}"#.utf8), using: key)
        let hex = code.map { String(format: "%02x", $0) }.joined()
        #expect(posts.map { $0.headers["switchboard-signature"] } == ["t=1790000000,v1=\(hex)", nil])
        await listener.stop()
    }

    @Test(
        "what is answered decides whether it is tried again",
        arguments: [
            (200, nil), (204, nil), (299, nil), (301, false), (302, false), (307, false), (308, false), (400, false),
            (401, false), (404, false), (410, false), (408, true), (425, true), (429, true), (500, true), (502, true),
            (503, true),
        ] as [(Int, Bool?)])
    func answers(status: Int, isTemporary: Bool?) async throws {
        let listener = try await WebhookListener(in: Self.folder.appending(path: "answer-\(status)"))
        try await listener.answers(status)
        let url = listener.url()
        #expect(await Self.isTemporary(url) == isTemporary)
        // Not asked twice, and not elsewhere.
        #expect(try listener.posts().map(\.path) == ["/hook"])
        await listener.stop()
    }

    @Test("an answer that does not come in time, and a listener that is gone")
    func slow() async throws {
        let listener = try await WebhookListener(in: Self.folder.appending(path: "slow"))
        try await listener.answers(200, after: 5)
        let start = ContinuousClock.now
        let url = listener.url()
        #expect(await Self.isTemporary(url, timeout: 1) == true)
        #expect(start.duration(to: .now) < .seconds(4))
        await listener.stop()
        #expect(await Self.isTemporary(url, timeout: 1) == true)
    }

    @Test(
        "other ways than HTTP are not taken",
        arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://x", "", "http://"])
    func schemes(url: String) async {
        #expect(await Self.isTemporary(url) == false)
    }
}
