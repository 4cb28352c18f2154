import AsteriskBench
import CCurl
import Foundation
import Testing

@testable import Alerts

/// Messages handed to a real mail server.
@Suite("mail") struct MailDelivererTests {
    private static let folder = FileManager.default.temporaryDirectory.appending(
        path: "AlertsTests-\(UUID().uuidString)")

    private func server(
        _ security: BenchMailServer.Security, _ name: String
    ) async throws -> BenchMailServer {
        let certificate = (certificate: LoopbackCertificate.certificate, key: LoopbackCertificate.key)
        return try await BenchMailServer(security, in: Self.folder.appending(path: name), certificate: certificate)
    }

    private static func deliverer(
        _ port: UInt16, _ security: MailServer.Security = .none, password: String? = nil, trusts: Bool = true
    ) throws -> MailDeliverer {
        let trust = folder.appending(path: "trust.pem")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // At once: another test may be reading it.
        try Data(LoopbackCertificate.certificate.utf8).write(to: trust, options: .atomic)
        return MailDeliverer(
            MailServer(
                host: "127.0.0.1", port: Int(port), security: security,
                username: password == nil ? nil : BenchMailServer.username, password: password.map(AlertSecret.init),
                from: "pbx@office.example", trust: trusts ? trust.path : nil))
    }

    private static func message(
        _ subject: String = "Missed call", text: String = "text", attachment: MailMessage.Attachment? = nil
    ) -> MailMessage {
        MailMessage(
            id: "missedCall-0123", to: "ivanova@office.example", senderName: "ООО «Ромашка»", subject: subject,
            text: text,
            attachment: attachment, date: Date(timeIntervalSince1970: 1_790_000_000))
    }

    private static func failure(_ deliverer: MailDeliverer) async -> DeliveryFailure? {
        await onThread { () -> DeliveryFailure? in
            do throws(DeliveryFailure) {
                try deliverer.deliver(message())
                return nil
            } catch {
                return error
            }
        }
    }

    @Test("a message arrives as it was, with its file")
    func whole() async throws {
        let mail = try await server(.none, "whole")
        let sound = Data((0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        // A line with a dot alone ends a message in SMTP (RFC 5321 §4.5.2); lines may be 998 octets long.
        let text = "Звонил: Иван\n.\n..\n\(String(repeating: "long ", count: 400))\nFrom me = you\nend\n"
        let deliverer = try Self.deliverer(mail.port)
        try await onThread {
            try deliverer.deliver(
                Self.message(
                    "Сообщение в ящике 101: Иван <+79035551234>", text: text,
                    attachment: .init(name: "101-msg\"0003\r.wav", type: "audio/wav", body: sound)))
        }
        let messages = try mail.messages()
        let received = try #require(messages.first)
        #expect(messages.count == 1)
        #expect(received.from == "pbx@office.example")
        #expect(received.to == ["ivanova@office.example"])
        #expect(received.header("Subject") == "Сообщение в ящике 101: Иван <+79035551234>")
        #expect(received.header("From") == "ООО «Ромашка» <pbx@office.example>")
        #expect(received.header("To") == "ivanova@office.example")
        #expect(received.header("Message-ID") == "<missedCall-0123@office.example>")
        // Python's parser reads the date as ours would be read by anybody.
        #expect(received.header("Date") == "Mon, 21 Sep 2026 14:13:20 +0000")
        #expect(received.header("Auto-Submitted") == "auto-generated")
        #expect(received.text.replacing("\r\n", with: "\n") == text)
        #expect(received.attachments.map(\.name) == ["101-msg_0003_.wav"])
        #expect(received.attachments.map(\.type) == ["audio/wav"])
        #expect(received.attachments.map(\.body) == [sound])
        #expect(!received.isSecure)
        #expect(
            received.source.split(separator: "\r\n", omittingEmptySubsequences: false).allSatisfy {
                $0.utf8.count <= 998
            })
        await mail.stop()
    }

    @Test(
        "what a caller is called adds no header and no addressee",
        arguments: [
            "x\r\nBcc: victim@example.org\r\n\r\nbody", "x\nTo: victim@example.org", "\r\n.\r\nMAIL FROM:<a@b>\r\n",
        ])
    func hostile(name: String) async throws {
        let mail = try await server(.none, "hostile-\(name.hashValue)")
        let deliverer = try Self.deliverer(mail.port)
        try await onThread { try deliverer.deliver(Self.message("Missed call: \(name)", text: "Caller: \(name)\n")) }
        let messages = try mail.messages()
        #expect(messages.map(\.to) == [["ivanova@office.example"]])
        let names = messages[0].headers.map { $0[0].lowercased() }
        #expect(
            Set(names) == [
                "date", "from", "to", "subject", "message-id", "auto-submitted", "switchboard-alert", "mime-version",
                "content-type",
            ])
        #expect(Set(names).count == names.count)
        await mail.stop()
    }

    @Test(
        "TLS and login", arguments: [(BenchMailServer.Security.starttls, MailServer.Security.starttls), (.tls, .tls)])
    func secured(_ security: BenchMailServer.Security, _ own: MailServer.Security) async throws {
        let mail = try await server(security, "secured-\(own)")
        let right = try Self.deliverer(mail.port, own, password: BenchMailServer.password)
        #expect(await Self.failure(right) == nil)
        let received = try mail.messages()
        #expect(received.map(\.isSecure) == [true])
        #expect(received.map(\.login) == [true])

        // A wrong password is the administrator's to mend: it is tried again.
        let refused = try Self.deliverer(mail.port, own, password: "wrong")
        let refusal = await Self.failure(refused)
        #expect(refusal.map(Self.isTemporary) == true)
        #expect("\(String(describing: refusal))".contains("refuses the login"))
        // Nobody whom we trust has signed that certificate.
        let stranger = try Self.deliverer(mail.port, own, password: BenchMailServer.password, trusts: false)
        let failure = await Self.failure(stranger)
        #expect(failure.map(Self.isTemporary) == true)
        #expect("\(String(describing: failure))".lowercased().contains("certificate"))
        #expect(!"\(String(describing: failure))".contains(BenchMailServer.password))
        #expect(try mail.messages().count == 1)
        await mail.stop()
    }

    @Test("without STARTTLS nothing is sent, the password least of all")
    func downgraded() async throws {
        let mail = try await server(.none, "downgraded")
        let deliverer = try Self.deliverer(mail.port, .starttls, password: BenchMailServer.password)
        #expect(await Self.failure(deliverer).map(Self.isTemporary) == true)
        #expect(try mail.messages().isEmpty)
        await mail.stop()
    }

    @Test(
        "what a server says decides whether it is tried again",
        arguments: [
            ("451 4.3.0 try later", true), ("452 4.2.2 mailbox full", true), ("550 5.1.1 no such user", false),
            ("552 5.2.2 over quota", false), ("", nil),
        ] as [(String, Bool?)])
    func replies(reply: String, isTemporary: Bool?) async throws {
        let mail = try await server(.none, "reply-\(reply.prefix(3))")
        try await mail.answers(reply)
        let failure = await Self.failure(try Self.deliverer(mail.port))
        #expect(failure.map(Self.isTemporary) == isTemporary)
        if !reply.isEmpty { #expect("\(String(describing: failure))".contains(reply.prefix(3))) }
        #expect(try mail.messages().count == (reply.isEmpty ? 1 : 0))
        await mail.stop()
    }

    @Test("a server that is gone is asked again")
    func gone() async throws {
        let deliverer = try Self.deliverer(try TCP.freePort())
        #expect(await Self.failure(deliverer).map(Self.isTemporary) == true)
    }

    @Test(
        "outcomes that no test server has",
        arguments: [
            (CURLE_LOGIN_DENIED, 535, true), (CURLE_SEND_ERROR, 0, true), (CURLE_RECV_ERROR, 354, true),
            (CURLE_SEND_ERROR, 530, true), (CURLE_SEND_ERROR, 554, false), (CURLE_OPERATION_TIMEDOUT, 354, true),
        ])
    func outcomes(code: CURLcode, status: Int, isTemporary: Bool) {
        #expect(MailDeliverer.failure(code, status: status, reason: "").map(Self.isTemporary) == isTemporary)
    }

    private static func isTemporary(_ failure: DeliveryFailure) -> Bool {
        if case .temporary = failure { true } else { false }
    }
}
