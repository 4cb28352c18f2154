import Foundation

/// Waiting in one of Asterisk's queues.
public struct QueueWait: Sendable, Hashable {
    /// The office queue's extension.
    public var queue: String
    /// Asterisk's name of the queue.
    public var name: String
    /// The caller's place: app_queue puts those with a higher one first.
    public var order: Int
    /// How much longer he waits at most; `nil`: until somebody is free.
    public var seconds: Seconds?
    /// Why talks with agents are recorded; `nil`: they are not.
    public var recording: CallRecording?

    /// A place of these values.
    public init(queue: String, name: String, order: Int, seconds: Seconds?) {
        self.queue = queue
        self.name = name
        self.order = order
        self.seconds = seconds
    }

    /// The place of somebody who arrived at a moment: the earlier, the higher, whoever enters the queue when. So a client
    /// who is called back has the place he had on the line.
    ///
    /// In tenths of a second around 2027: app_queue's QUEUE_PRIO is an `int` (app_queue.c, `queue_exec`), which lasts
    /// until 2033.
    public static func order(arrived: Date) -> Int {
        let tenths = ((arrived.timeIntervalSince1970 - reference) * 10).rounded()
        return -Int(max(-2_000_000_000, min(2_000_000_000, tenths)))
    }

    /// 2027-01-01 00:00 UTC.
    private static let reference = 1_798_761_600.0
}

/// Why a caller has left a queue without having talked with an agent.
public enum QueueExit: String, Sendable, Hashable {
    /// He has waited as long as the queue lets him.
    case timedOut
    /// There were as many callers as the queue takes.
    case full
    /// Nobody who could answer is logged in.
    case nobodyThere
    /// Asterisk does not know the queue.
    case unknown
    /// He has pressed the key that asks for a callback.
    case askedForCallback
    /// He has been told something, and goes back.
    case told
}
