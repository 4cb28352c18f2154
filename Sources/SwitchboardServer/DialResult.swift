import AGI
import Routing

/// What Asterisk knows about a Dial() that connected nobody.
struct DialResult: Sendable, Hashable {
    /// A leg's channel: its Q.850 cause, and the last SIP status that came from it.
    struct Channel: Sendable, Hashable {
        var cause: Int
        var sip: Int?

        /// A status that ended the leg. 487 only confirms that we gave up ourselves (RFC 3261 §15.1.2).
        var finalSIP: Int? { sip.flatMap { $0 >= 300 && $0 != 487 ? $0 : nil } }
        /// 180 to 199: the far end is alive and working on it. 100 says only that a proxy is.
        var hadProgress: Bool { sip.map { (101..<200).contains($0) } ?? false }
    }

    /// DIALSTATUS; `INUSE` when the dialplan found the device in a call and did not ring it.
    var status: String
    /// HANGUPCAUSE of the calling channel: the last leg's Q.850 cause, a carrier's Reason header included.
    var cause: Int
    /// HANGUPCAUSE() of each leg that got as far as a channel.
    var channels: [Channel]
    /// RINGTIME_MS was set: the callee's phone rang.
    var rang: Bool

    init(status: String, cause: Int = 0, channels: [Channel] = [], rang: Bool = false) {
        self.status = status
        self.cause = cause
        self.channels = channels
        self.rang = rang
    }
}

extension DialResult {
    /// Reads a question's arguments; `nil` at the beginning of a call.
    init?(_ environment: AGIEnvironment) {
        guard let status = environment.argument(DialplanName.Argument.result), !status.isEmpty else { return nil }
        let causes = environment.argument(DialplanName.Argument.causes) ?? ""
        self.init(
            status: status,
            cause: environment.argument(DialplanName.Argument.cause).flatMap(Int.init) ?? 0,
            channels: causes.split(separator: "-").map { field in
                let parts = field.split(separator: ".", omittingEmptySubsequences: false)
                return Channel(
                    cause: parts.first.flatMap { Int($0) } ?? 0, sip: parts.count > 1 ? Int(parts[1]) : nil)
            },
            rang: !(environment.argument(DialplanName.Argument.ringing) ?? "").isEmpty)
    }
}
