import Foundation
import Hummingbird

extension ControlAPI {
    /// What `POST /callbacks` takes.
    public struct CallbackRequest: Sendable, Hashable, Codable {
        /// The queue's name or extension.
        public var queue: String
        /// The client's number.
        public var number: String

        /// A request of these values.
        public init(queue: String, number: String) {
            self.queue = queue
            self.number = number
        }
    }

    /// - Parameter desk: `nil`: there is no connection to Asterisk, and nobody can be called back.
    static func add(_ desk: (any CallbackOperatorDesk)?, to router: Router<BasicRequestContext>) {
        router.post("callbacks") { request, _ in
            let asked = try await read(
                CallbackRequest.self, of: request, like: #"{"queue": "support", "number": "+79035550000"}"#)
            return try answer(
                await desk.connected.requestCallback(queue: asked.queue, number: asked.number), .accepted)
        }
        router.post("callbacks/:id/retry") { _, context in
            try answer(await desk.connected.retryCallback(callbackID(context)), .accepted)
        }
        router.post("callbacks/:id/cancel") { _, context in
            try answer(await desk.connected.cancelCallback(callbackID(context)), .accepted)
        }
    }

    private static func callbackID(_ context: BasicRequestContext) throws -> Int64 {
        let text = try context.parameters.require("id")
        guard let id = Int64(text) else { throw HTTPError(.notFound, message: "there is no callback \(text)") }
        return id
    }
}

extension (any CallbackOperatorDesk)? {
    fileprivate var connected: any CallbackOperatorDesk {
        get throws(CallDeskError) {
            guard let self else { throw .notConnected }
            return self
        }
    }
}
