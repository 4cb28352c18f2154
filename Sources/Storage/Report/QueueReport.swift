/// What became of the callers of the queues. A visit counts in the period in which it began, and when the caller does not
/// wait any more. The virtual callers of callbacks are nobody on the line and do not count.
public struct QueueReport: Sendable, Hashable, Codable {
    /// One queue, or all.
    public struct Queue: Sendable, Hashable, Codable {
        /// Its extension; `nil`: all queues together.
        public var queue: String?
        /// All visits: the sum of the next seven.
        public var offered = 0
        /// An agent talked with the caller.
        public var answered = 0
        /// He hung up.
        public var abandoned = 0
        /// His time in the queue was over.
        public var timedOut = 0
        /// He asked to be called back.
        public var askedForCallback = 0
        /// So many waited that he was not let in.
        public var full = 0
        /// Nobody served the queue: he was not let in, or not kept.
        public var nobodyThere = 0
        /// He left in another way: by a key, or an operator took him out.
        public var left = 0
        /// From his arrival until an agent heard him, of those answered.
        public var waiting: Waiting?
        /// From his arrival until he hung up, of those who did.
        public var abandonedAfter: Waiting?
        /// The share, from 0 to 1, of those answered in time among those offered; `nil`: nobody came.
        public var serviceLevel: Double?
        /// Seconds of talk with agents, each; `nil`: none.
        public var meanTalk: Double?
        /// How often an agent was rung and did not answer.
        public var unansweredRings = 0

        /// A queue in which nobody was; `nil`: all together.
        public init(queue: String? = nil) {
            self.queue = queue
        }
    }

    /// What it is about.
    public var period: ReportHead
    /// Each queue in which somebody was, by extension.
    public var queues: [Queue]
    /// All of them together.
    public var all: Queue
    /// Visits by hour of the day.
    public var hours: [BusyHour]

    /// A report of these values.
    public init(period: ReportHead, queues: [Queue], all: Queue, hours: [BusyHour]) {
        self.period = period
        self.queues = queues
        self.all = all
        self.hours = hours
    }
}

/// Counts visits, one after the other.
struct QueueTally {
    fileprivate struct One {
        var row: QueueReport.Queue
        var waiting = WaitingTimes()
        var abandonedAfter = WaitingTimes()
        var talk = TalkTimes()

        func report(within seconds: Int) -> QueueReport.Queue {
            var row = row
            row.waiting = waiting.summary
            row.abandonedAfter = abandonedAfter.summary
            row.serviceLevel = share(waiting.count(within: seconds), of: row.offered)
            row.meanTalk = talk.mean
            return row
        }
    }

    /// What is needed of a visit. Times in milliseconds.
    struct Visit {
        var queue: String
        var entered: Int64
        var connected: Int64?
        var ended: Int64?
        var outcome: CallRecord.QueueVisit.Outcome
        var unansweredRings: Int
    }

    private let period: ReportPeriod
    private var queues: [String: One] = [:]
    private var all = One(row: .init())
    private var hours: BusyHours

    init(_ period: ReportPeriod) {
        self.period = period
        hours = BusyHours(zone: period.zone)
    }

    mutating func add(_ visit: Visit) {
        hours.add(milliseconds: visit.entered, isAnswered: visit.outcome == .answered)
        queues[visit.queue, default: One(row: .init(queue: visit.queue))].add(visit)
        all.add(visit)
    }

    var report: QueueReport {
        QueueReport(
            period: ReportHead(period),
            queues: queues.sorted { $0.key < $1.key }.map { $0.value.report(within: period.within) },
            all: all.report(within: period.within), hours: hours.hours)
    }
}

extension QueueTally.One {
    fileprivate mutating func add(_ visit: QueueTally.Visit) {
        row.offered += 1
        row.unansweredRings += visit.unansweredRings
        switch visit.outcome {
        case .answered:
            row.answered += 1
            let connected = visit.connected ?? visit.entered
            waiting.add(milliseconds: connected - visit.entered)
            if let ended = visit.ended { talk.add(milliseconds: ended - connected) }
        case .abandoned:
            row.abandoned += 1
            abandonedAfter.add(milliseconds: (visit.ended ?? visit.entered) - visit.entered)
        case .timedOut: row.timedOut += 1
        case .askedForCallback: row.askedForCallback += 1
        case .full: row.full += 1
        case .nobodyThere: row.nobodyThere += 1
        case .left: row.left += 1
        }
    }
}
