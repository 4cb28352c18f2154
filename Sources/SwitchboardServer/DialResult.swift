import AGI
import Routing

/// What Asterisk knows about a Dial() that connected nobody.
struct DialResult: Sendable, Hashable {
    /// DIALSTATUS; `INUSE` when the dialplan found the device in a call and did not ring it.
    var status: String
    /// HANGUPCAUSE of the calling channel: the last leg's Q.850 cause, a carrier's Reason header included.
    var cause: Int
    /// The last SIP status of each leg that got as far as one (HANGUPCAUSE()).
    var sip: [Int]
    /// RINGTIME_MS was set: the callee's phone rang.
    var rang: Bool

    init(status: String, cause: Int = 0, sip: [Int] = [], rang: Bool = false) {
        self.status = status
        self.cause = cause
        self.sip = sip
        self.rang = rang
    }

    /// The status that ended the leg. 487 only confirms that we gave up ourselves (RFC 3261 §15.1.2).
    var finalSIP: Int? { sip.last { $0 >= 300 && $0 != 487 } }

    /// 180 to 199: the far end is alive and working on it. 100 says only that a proxy is.
    var hadProgress: Bool { rang || sip.contains { (101..<200).contains($0) } }
}

extension DialResult {
    /// Reads a question's arguments; `nil` at the beginning of a call.
    init?(_ environment: AGIEnvironment) {
        guard let status = environment.argument(DialplanName.Argument.result), !status.isEmpty else { return nil }
        self.init(
            status: status,
            cause: environment.argument(DialplanName.Argument.cause).flatMap(Int.init) ?? 0,
            sip: (environment.argument(DialplanName.Argument.sip) ?? "").split(separator: "-").compactMap { Int($0) },
            rang: !(environment.argument(DialplanName.Argument.ringing) ?? "").isEmpty)
    }
}
