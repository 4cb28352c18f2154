import CCurl
import Foundation

/// Hands messages to a mail server.
public struct MailDeliverer: Sendable {
    /// Seconds for connecting, and for all of it: a recording of some megabytes may go over a slow line.
    private static let (connecting, whole) = (15, 180)

    /// The server.
    public let server: MailServer

    /// Mail by this server.
    public init(_ server: MailServer) {
        self.server = server
    }

    /// Hands one message over, and returns when the server has taken it. Blocks its thread, for minutes where nobody
    /// answers.
    public func deliver(_ message: MailMessage) throws(DeliveryFailure) {
        let fields = try MailHeaders.fields(of: message, from: server.from)
        var transfer = try CurlTransfer()
        transfer.set(CURLOPT_URL, server.url)
        transfer.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        transfer.set(CURLOPT_CONNECTTIMEOUT, Self.connecting)
        transfer.set(CURLOPT_TIMEOUT, Self.whole)
        if server.security == .starttls { transfer.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
        if let trust = server.trust { transfer.set(CURLOPT_CAINFO, trust) }
        if let username = server.username {
            transfer.set(CURLOPT_USERNAME, username)
            transfer.set(CURLOPT_PASSWORD, server.password?.text ?? "")
        }
        transfer.set(CURLOPT_MAIL_FROM, "<\(server.from)>")
        transfer.set(CURLOPT_MAIL_RCPT, ["<\(message.to)>"])
        transfer.set(CURLOPT_HTTPHEADER, fields)
        var attachment = message.attachment
        attachment?.name = Self.fileName(message.attachment?.name ?? "")
        transfer.setMail(message.text, attachment)
        let outcome = transfer.perform()
        if let failure = Self.failure(outcome.code, status: outcome.status, reason: outcome.reason) { throw failure }
    }

    /// What an outcome means (RFC 5321 §4.2.1): 5xx is for good, unless it is the login that was refused, which an
    /// administrator mends; everything else may be better later.
    static func failure(_ code: CURLcode, status: Int, reason: String) -> DeliveryFailure? {
        guard code != CURLE_OK else { return nil }
        guard code != CURLE_LOGIN_DENIED else { return .temporary("the mail server refuses the login: \(reason)") }
        // 530: authentication required; 534, 535, 538: of this kind or with these credentials (RFC 4954 §6).
        guard (500..<600).contains(status), ![530, 534, 535, 538].contains(status) else { return .temporary(reason) }
        return .permanent("the mail server refuses it with \(status): \(reason)")
    }

    private static func fileName(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) ? $0 : "_" })
    }
}
