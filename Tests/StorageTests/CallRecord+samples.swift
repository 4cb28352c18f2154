import Foundation

@testable import Storage

/// So many seconds after the calls of the tests begin; quarters are what a Date holds exactly.
func at(_ seconds: TimeInterval) -> Date { Date(timeIntervalSince1970: 1_790_000_000 + seconds) }

extension CallRecord {
    /// A call that has everything: 101 does not answer, 103's mobile does and hands the call to 102.
    static func full(_ id: String = "1790000000.42") -> CallRecord {
        var call = CallRecord(id: id, began: at(0), origin: .external, dialled: "+74951234567")
        call.answered = at(25.5)
        call.ended = at(90)
        call.callerNumber = "+79035550000"
        call.callerName = "Иванов"
        call.entry = "main"
        call.disposition = .answered
        call.answeredBy = "103"
        call.revision = 12
        call.legs = [.client(id), .desk(id), .mobile(id)]
        call.decisions = [
            Decision(
                channel: id, date: at(0), step: "ring PJSIP/101 for 20s", explanation: ["number main: rule 1", ""]),
            Decision(channel: id, date: at(20), step: "ring PJSIP/79160000103@main for 30s", explanation: []),
        ]
        call.talks = [
            Talk(channels: [id, id + "2"], began: at(25.5), ended: at(60)),
            Talk(channels: [id, id + "2", id + "3"], began: at(60)),
        ]
        var transfer = Transfer(
            id: id + "t", transferor: "mobile 103", user: "103", target: "102", kind: .keyed, began: at(60))
        transfer.outcome = .returned
        transfer.answeredBy = "102"
        transfer.ended = at(70.25)
        transfer.reason = "busy"
        call.transfers = [transfer]
        var visit = QueueVisit(channel: id, queue: "700", entered: at(1))
        (visit.language, visit.connected, visit.ended, visit.outcome) = ("ru", at(25.5), at(60), .answered)
        (visit.positionAtEntry, visit.position, visit.agent) = (2, 1, "103")
        (visit.unansweredRings, visit.isEstimated) = (1, true)
        call.visits = [visit, QueueVisit(channel: id, queue: "701", isCallback: true, entered: at(61))]
        return call
    }

    /// A call of which one thing each is known.
    static func short(
        _ id: String, _ seconds: TimeInterval, from number: String? = nil, to dialled: String = "+74951234567",
        users: [String] = [], _ disposition: CallDisposition? = .answered
    ) -> CallRecord {
        var call = CallRecord(id: id, began: at(seconds), origin: .external, dialled: dialled)
        call.callerNumber = number
        call.ended = at(seconds + 10)
        call.disposition = disposition
        call.legs = users.enumerated().map { index, user in
            var leg = Leg(
                channel: "\(id)\(index)", channelName: "PJSIP/\(user)-1", mark: "PJSIP/\(user)", began: at(seconds))
            leg.user = user
            leg.outcome = .noAnswer
            return leg
        }
        return call
    }
}

extension CallRecord.Leg {
    fileprivate static func client(_ id: String) -> Self {
        var leg = Self(channel: id, channelName: "PJSIP/main-1", mark: "PJSIP/main", isCaller: true, began: at(0))
        leg.number = "+79035550000"
        leg.ended = at(90)
        leg.cause = 16
        return leg
    }

    fileprivate static func desk(_ id: String) -> Self {
        var leg = Self(channel: id + "1", channelName: "PJSIP/101-2", mark: "PJSIP/101", began: at(0.25))
        leg.user = "101"
        leg.ended = at(20)
        leg.outcome = .noAnswer
        leg.cause = 19
        leg.dialledBy = id
        return leg
    }

    fileprivate static func mobile(_ id: String) -> Self {
        var leg = Self(channel: id + "2", channelName: "PJSIP/main-3", mark: "mobile 103", began: at(20))
        leg.user = "103"
        leg.number = "+79160000103"
        leg.answered = at(25.5)
        leg.outcome = .answered
        leg.dialledBy = id
        return leg
    }
}
