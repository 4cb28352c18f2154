import Routing

/// The way a leg goes: whose trouble a failure is depends on it.
enum LegPath: Sendable, Hashable, CaseIterable {
    /// A phone of the office.
    case phone
    /// Through a trunk.
    case trunk
    /// To a SIP address.
    case sip
}

extension CallCursor {
    /// The way of the leg that rang last.
    var path: LegPath {
        if trunk != nil { return .trunk }
        if case .sip? = tried.last { return .sip }
        return .phone
    }
}

extension LegOutcome {
    /// Why a leg failed, in the user's terms: DIALSTATUS alone is too coarse (480 "switched off" and a full ring are
    /// both NOANSWER, "rejected" and "no such number" both CHANUNAVAIL: app_dial.c, `handle_cause`).
    init(_ result: DialResult, on path: LegPath) {
        switch result.status {
        case "ANSWER": self = .answered
        case "CANCEL": self = .cancelled
        case "INUSE": self = .busy
        case "NOANSWER" where result.finalSIP == nil: self = .init(timedOut: result, on: path)
        default: self = .init(failed: result, on: path)
        }
    }

    /// We gave up when the time was over.
    private init(timedOut result: DialResult, on path: LegPath) {
        if result.hadProgress {
            self = .noAnswer
        } else {
            // Not even "ringing": a phone that lost its power while registered, or a dead carrier.
            self = path == .trunk ? .trunkFailed : .unreachable
        }
    }

    /// The leg ended by itself.
    private init(failed result: DialResult, on path: LegPath) {
        let trouble: LegOutcome = path == .trunk ? .trunkFailed : .unreachable
        // No SIP status at all: the leg never left this machine (an endpoint without contacts), or is no SIP.
        guard let sip = result.finalSIP else {
            switch (result.status, result.cause) {
            case ("BUSY", _): self = .busy
            // A leg that was decided apart and refused.
            case (_, 21): self = .rejected
            default: self = trouble
            }
            return
        }
        // Q.850 causes say more than SIP's codes where a carrier sends them (RFC 3326).
        switch (result.cause, sip) {
        case (_, 401), (_, 407): self = trouble
        case (17, _), (_, 486), (_, 600): self = .busy
        case (21, _), (_, 603), (_, 403): self = .rejected
        case (20, _), (27, _): self = path == .trunk && sip >= 500 ? trouble : .unreachable
        case (1, _), (22, _), (28, _), (_, 404), (_, 410), (_, 484), (_, 604):
            self = path == .phone ? .unreachable : .noSuchNumber
        case (18, _), (19, _), (_, 480), (_, 408): self = result.rang ? .noAnswer : .unreachable
        default: self = trouble
        }
    }
}
