import Crypto
import Foundation

/// What tells a receiver that a webhook is ours and not an old one: `t=1790000000,v1=…`, where v1 is HMAC-SHA256
/// (RFC 2104) of `1790000000.` and the body, in hexadecimal.
public enum WebhookSignature {
    /// The header's value.
    public static func value(of body: Data, secret: AlertSecret, at moment: Date) -> String {
        let seconds = Int(moment.timeIntervalSince1970)
        var code = HMAC<SHA256>(key: SymmetricKey(data: Data(secret.text.utf8)))
        code.update(data: Data("\(seconds).".utf8))
        code.update(data: body)
        return "t=\(seconds),v1=" + code.finalize().map { String(format: "%02x", $0) }.joined()
    }
}
