import CCurl
import Foundation

/// Posts JSON to URLs.
public struct WebhookDeliverer: Sendable {
    /// What bodies are signed with; `nil`: they are not signed.
    public let secret: AlertSecret?
    /// Seconds until an answer must be there.
    public let timeout: Int

    /// - Parameter timeout: seconds until an answer must be there.
    public init(secret: AlertSecret?, timeout: Int = 10) {
        self.secret = secret
        self.timeout = timeout
    }

    /// Posts one body, and returns when the other side has answered 2xx. Redirects are not followed. Blocks its thread.
    ///
    /// - Parameter moment: now; it is part of the signature.
    public func deliver(_ message: WebhookMessage, at moment: Date) throws(DeliveryFailure) {
        var transfer = try CurlTransfer()
        transfer.set(CURLOPT_URL, message.url)
        transfer.set(CURLOPT_PROTOCOLS_STR, "http,https")
        transfer.set(CURLOPT_CONNECTTIMEOUT, timeout)
        transfer.set(CURLOPT_TIMEOUT, timeout)
        transfer.set(CURLOPT_USERAGENT, "Switchboard")
        var headers = ["Content-Type: application/json", "Expect:", "Switchboard-Alert: \(message.id)"]
        if let secret {
            headers.append(
                "Switchboard-Signature: \(WebhookSignature.value(of: message.body, secret: secret, at: moment))")
        }
        transfer.set(CURLOPT_HTTPHEADER, headers)
        transfer.setBody(message.body)
        let outcome = transfer.perform()
        if let failure = Self.failure(outcome.code, status: outcome.status, reason: outcome.reason) { throw failure }
    }

    /// What an outcome means (RFC 9110 §15): 408, 425, 429 and 5xx may be better later; a redirect or another 4xx will not.
    static func failure(_ code: CURLcode, status: Int, reason: String) -> DeliveryFailure? {
        guard code == CURLE_OK else {
            let isWrong = code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL
            return isWrong ? .permanent(reason) : .temporary(reason)
        }
        switch status {
        case 200..<300: return nil
        case 408, 425, 429, 500..<600: return .temporary("answered \(status)")
        case 300..<400: return .permanent("answered \(status): redirects are not followed, name the new URL")
        default: return .permanent("answered \(status)")
        }
    }
}
