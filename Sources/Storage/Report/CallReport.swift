/// What became of the calls of a period. A call counts in the period in which it began, and when it is over.
public struct CallReport: Sendable, Hashable, Codable {
    /// Calls from outside.
    public struct Incoming: Sendable, Hashable, Codable {
        /// All of them: ``answered`` + ``missed`` + ``askedForCallback`` + ``refused`` + ``failed``.
        public var offered = 0
        /// The caller talked with a person.
        public var answered = 0
        /// Nobody talked with him, though he wanted to: he hung up, or reached a voicemail.
        public var missed = 0
        /// Of those missed: voicemail took the call.
        public var voicemail = 0
        /// He asked a queue to call him back.
        public var askedForCallback = 0
        /// The rules turned him away: closed, busy, no such number.
        public var refused = 0
        /// A trunk, Asterisk or the failure route.
        public var failed = 0
        /// From the beginning of the call until he talked with a person, of those answered.
        public var waiting: Waiting?
        /// From the beginning of the call to its end, of those missed.
        public var missedAfter: Waiting?
        /// The share, from 0 to 1, of those answered in time among those who wanted to talk: answered, missed, or asking for
        /// a callback; `nil`: there are none.
        public var serviceLevel: Double?
    }

    /// Calls of the office's people to numbers outside.
    public struct Outgoing: Sendable, Hashable, Codable {
        /// All of them.
        public var made = 0
        /// Somebody talked with him.
        public var answered = 0
    }

    /// Calls of the office's people to one another.
    public struct Internal: Sendable, Hashable, Codable {
        /// All of them.
        public var made = 0
        /// Somebody talked with him.
        public var answered = 0
    }

    /// What it is about.
    public var period: ReportHead
    /// Calls from outside.
    public var incoming: Incoming
    /// Calls to outside.
    public var outgoing: Outgoing
    /// Calls inside.
    public var `internal`: Internal
    /// Calls from outside by hour of the day.
    public var hours: [BusyHour]
}

/// Counts calls, one after the other.
struct CallTally {
    private let period: ReportPeriod
    private var incoming = CallReport.Incoming()
    private var outgoing = CallReport.Outgoing()
    private var `internal` = CallReport.Internal()
    private var waiting = WaitingTimes()
    private var missedAfter = WaitingTimes()
    private var hours: BusyHours

    init(_ period: ReportPeriod) {
        self.period = period
        hours = BusyHours(zone: period.zone)
    }

    /// What is needed of a call that is over. Times in milliseconds.
    struct Call {
        var began: Int64
        var ended: Int64
        var answered: Int64?
        var isExternal: Bool
        var disposition: CallDisposition
        /// What was dialled is a number outside.
        var isOutside: Bool
    }

    mutating func add(_ call: Call) {
        // Codes and mailboxes are nobody's call.
        guard call.disposition != .service else { return }
        if call.isExternal {
            addIncoming(call)
        } else if call.isOutside || call.disposition == .unreached {
            outgoing.made += 1
            if call.disposition == .answered { outgoing.answered += 1 }
        } else {
            `internal`.made += 1
            if call.disposition == .answered { `internal`.answered += 1 }
        }
    }

    private mutating func addIncoming(_ call: Call) {
        incoming.offered += 1
        hours.add(milliseconds: call.began, isAnswered: call.disposition == .answered)
        switch call.disposition {
        case .answered:
            incoming.answered += 1
            waiting.add(milliseconds: (call.answered ?? call.ended) - call.began)
        case .missed, .voicemail, .abandoned:
            incoming.missed += 1
            if call.disposition == .voicemail { incoming.voicemail += 1 }
            missedAfter.add(milliseconds: call.ended - call.began)
        case .callback: incoming.askedForCallback += 1
        case .refused: incoming.refused += 1
        case .failed, .unreached, .service: incoming.failed += 1
        }
    }

    var report: CallReport {
        var incoming = incoming
        incoming.waiting = waiting.summary
        incoming.missedAfter = missedAfter.summary
        incoming.serviceLevel = share(
            waiting.count(within: period.within),
            of: incoming.answered + incoming.missed + incoming.askedForCallback)
        return CallReport(
            period: ReportHead(period), incoming: incoming, outgoing: outgoing, internal: `internal`, hours: hours.hours
        )
    }
}

/// From 0 to 1; `nil`: of nothing.
func share(_ part: Int, of whole: Int) -> Double? { whole == 0 ? nil : Double(part) / Double(whole) }
