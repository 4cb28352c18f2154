import Foundation

/// Why a client is not called back.
public enum CallbackRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// No queue has this name or extension.
    case noSuchQueue(String)
    /// The queue, by name, offers no callbacks.
    case noCallbacks(String)
    /// The queue, by name, ends its requests at this time.
    case outsideHours(String)
    /// Not a telephone number.
    case notANumber(String)
    /// No trunk may call it.
    case notAllowed(PhoneNumber)

    /// In plain words.
    public var description: String {
        switch self {
        case .noSuchQueue(let name): "there is no queue \(name)"
        case .noCallbacks(let name): "queue \(name) offers no callbacks"
        case .outsideHours(let name): "queue \(name) calls nobody back at this time"
        case .notANumber(let text): "\(text) is no telephone number"
        case .notAllowed(let number):
            number.kind == .premiumRate
                ? "\(number.e164) is a premium-rate number, which is never called"
                : "no trunk may call \(number.e164) (\(number.region))"
        }
    }
}

extension RoutingTable {
    /// Somebody else asks for a client: he takes his place at the queue's end, and is spoken to as the office speaks.
    ///
    /// - Parameters:
    ///   - name: the queue's name or extension.
    ///   - text: the client's number, in any form that is usual in the office's country.
    public func callbackWish(
        queue name: String, number text: String, at moment: Date
    ) throws(CallbackRefusal) -> CallbackWish {
        guard let queue = queues[name] ?? queue(extension: name) else { throw .noSuchQueue(name) }
        guard let number = read(text).parsed else { throw .notANumber(text) }
        _ = try callback(of: queue.extension, to: number.e164, at: moment)
        return CallbackWish(
            queue: queue.extension, number: number.e164, language: settings.language, arrived: moment)
    }

    /// How a client may be called back now.
    ///
    /// - Parameters:
    ///   - queue: its extension.
    ///   - e164: his number.
    public func callback(
        of queue: String, to e164: String, at moment: Date
    ) throws(CallbackRefusal) -> Queue.Callback {
        guard let queue = self.queue(extension: queue) else { throw .noSuchQueue(queue) }
        guard let callback = queue.callback else { throw .noCallbacks(queue.name) }
        guard let number = read(e164).parsed else { throw .notANumber(e164) }
        guard trunks.contains(where: { $0.mayCall(number) }) else { throw .notAllowed(number) }
        guard callbackHours(of: queue.extension, at: moment) != .over else { throw .outsideHours(queue.name) }
        return callback
    }
}
