/// What each user did with his calls. A call counts in the period in which it began, once for each user, however often
/// and on however many devices he was rung.
public struct UserReport: Sendable, Hashable, Codable {
    /// One user.
    public struct User: Sendable, Hashable, Codable {
        /// His extension.
        public var user: String
        /// Calls that rang him: ``answered`` + ``answeredElsewhere`` + ``missed``.
        public var offered = 0
        /// He answered.
        public var answered = 0
        /// Somebody else who was rung with him answered.
        public var answeredElsewhere = 0
        /// He was rung, or busy, and nobody answered while he was.
        public var missed = 0
        /// Calls for him that could ring nothing of his: switched off, not registered, out of coverage.
        public var unreachable = 0
        /// Calls he made to numbers outside.
        public var outgoing = 0
        /// Calls he made to colleagues.
        public var `internal` = 0
        /// Seconds he talked in all his calls.
        public var talk: Double = 0
        /// Seconds he talked in each call in which he did; `nil`: in none.
        public var meanTalk: Double?

        /// A user without calls.
        public init(user: String) {
            self.user = user
        }
    }

    /// What it is about.
    public var period: ReportHead
    /// Each user who had a call, by extension.
    public var users: [User]
}

/// Counts legs, one after the other; those of one call come together.
struct UserTally {
    private struct One {
        var row: UserReport.User
        var talk = TalkTimes()
    }

    /// What is needed of a user's leg.
    struct Leg {
        var call: String
        var user: String
        var isCaller: Bool
        var outcome: CallRecord.Leg.Outcome?
        /// Milliseconds in which somebody heard somebody on it.
        var talked: Int64
        /// What was dialled is a number outside.
        var isOutside: Bool
    }

    /// What came of a call for a user: the best of his legs counts.
    private enum Result: Int {
        case nothing, unreachable, missed, answeredElsewhere, answered

        init(_ outcome: CallRecord.Leg.Outcome?) {
            switch outcome {
            case .answered: self = .answered
            case .answeredElsewhere: self = .answeredElsewhere
            case .noAnswer, .rejected, .busy, .cancelled: self = .missed
            case .unreachable, .noSuchNumber, .trunkFailed: self = .unreachable
            case nil: self = .nothing
            }
        }
    }

    private struct Part {
        var result = Result.nothing
        var hasCalled = false
        var isOutside = false
        var talked: Int64 = 0
    }

    private let period: ReportPeriod
    private var users: [String: One] = [:]
    private var call = ""
    private var parts: [String: Part] = [:]

    init(_ period: ReportPeriod) {
        self.period = period
    }

    mutating func add(_ leg: Leg) {
        if leg.call != call {
            finishCall()
            call = leg.call
        }
        var part = parts[leg.user] ?? Part()
        if leg.isCaller {
            part.hasCalled = true
            part.isOutside = leg.isOutside
        } else {
            let result = Result(leg.outcome)
            if result.rawValue > part.result.rawValue { part.result = result }
        }
        part.talked += leg.talked
        parts[leg.user] = part
    }

    private mutating func finishCall() {
        for (user, part) in parts {
            var one = users[user] ?? One(row: .init(user: user))
            switch part.result {
            case .nothing: break
            case .unreachable: one.row.unreachable += 1
            case .missed: one.row.missed += 1
            case .answeredElsewhere: one.row.answeredElsewhere += 1
            case .answered: one.row.answered += 1
            }
            if part.hasCalled {
                if part.isOutside { one.row.outgoing += 1 } else { one.row.internal += 1 }
            }
            if part.talked > 0 { one.talk.add(milliseconds: part.talked) }
            users[user] = one
        }
        parts.removeAll(keepingCapacity: true)
    }

    /// Everything has been added.
    mutating func report() -> UserReport {
        finishCall()
        let rows = users.values.map { one in
            var row = one.row
            row.offered = row.answered + row.answeredElsewhere + row.missed
            (row.talk, row.meanTalk) = (one.talk.total, one.talk.mean)
            return row
        }
        return UserReport(period: ReportHead(period), users: rows.sorted { $0.user < $1.user })
    }
}
