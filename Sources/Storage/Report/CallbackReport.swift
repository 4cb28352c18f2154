/// What became of requests to be called back. A request counts in the period in which it was made.
public struct CallbackReport: Sendable, Hashable, Codable {
    /// The requests of one queue, or of all.
    public struct Queue: Sendable, Hashable, Codable {
        /// Its extension; `nil`: all queues together.
        public var queue: String?
        /// All of them: ``reached`` + ``failed`` + ``cancelled`` + ``open``.
        public var asked = 0
        /// The client and an agent talked.
        public var reached = 0
        /// He could not be reached, or nobody was there to talk with him in time.
        public var failed = 0
        /// He was answered otherwise or took it back, or an operator did.
        public var cancelled = 0
        /// Without an outcome yet.
        public var open = 0
        /// How often clients were rung.
        public var attempts = 0
        /// From the request until the client and an agent talked, of those reached.
        public var reachedAfter: Waiting?
    }

    /// What it is about.
    public var period: ReportHead
    /// Each queue that was asked, by extension.
    public var queues: [Queue]
    /// All of them together.
    public var all: Queue
}

/// Counts requests, one after the other.
struct CallbackTally {
    fileprivate struct One {
        var row: CallbackReport.Queue
        var reachedAfter = WaitingTimes()

        var report: CallbackReport.Queue {
            var row = row
            row.reachedAfter = reachedAfter.summary
            return row
        }
    }

    /// What is needed of a request. Times in milliseconds.
    struct Request {
        var queue: String
        var asked: Int64
        var ended: Int64?
        /// connected, failed, cancelled; `nil`: open.
        var outcome: String?
        var attempts: Int
    }

    private let period: ReportPeriod
    private var queues: [String: One] = [:]
    private var all = One(row: .init())

    init(_ period: ReportPeriod) {
        self.period = period
    }

    mutating func add(_ request: Request) {
        queues[request.queue, default: One(row: .init(queue: request.queue))].add(request)
        all.add(request)
    }

    var report: CallbackReport {
        CallbackReport(
            period: ReportHead(period), queues: queues.sorted { $0.key < $1.key }.map(\.value.report), all: all.report)
    }
}

extension CallbackTally.One {
    fileprivate mutating func add(_ request: CallbackTally.Request) {
        row.asked += 1
        row.attempts += request.attempts
        switch request.outcome {
        case "connected":
            row.reached += 1
            if let ended = request.ended { reachedAfter.add(milliseconds: ended - request.asked) }
        case "failed": row.failed += 1
        case "cancelled": row.cancelled += 1
        default: row.open += 1
        }
    }
}
