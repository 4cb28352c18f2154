import Foundation

/// What a waiting caller wants done about being called back.
public enum CallbackOrder: Sendable, Hashable {
    /// Call me back.
    case request(CallbackWish)
    /// Don't any more.
    case cancel(queue: String, number: String)
}

/// A client who would rather be called back than wait.
public struct CallbackWish: Sendable, Hashable {
    /// The queue's extension.
    public var queue: String
    /// His number, E.164: it may be called.
    public var number: String
    /// The language he was spoken to.
    public var language: String
    /// When he entered the queue: his place in it.
    public var arrived: Date

    /// A wish of these values.
    public init(queue: String, number: String, language: String, arrived: Date) {
        self.queue = queue
        self.number = number
        self.language = language
        self.arrived = arrived
    }
}
