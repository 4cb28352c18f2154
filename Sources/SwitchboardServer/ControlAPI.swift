import Foundation
import Hummingbird

/// The control API's routes and its JSON: dates are ISO 8601, errors `{"error": "…"}`.
public enum ControlAPI {
    /// Bytes of a request's body at most.
    static let largestBody = 4_096

    /// What `POST /calls/{id}/transfer` takes.
    public struct TransferRequest: Sendable, Hashable, Codable {
        /// Where to.
        public var target: String
        /// Whether who talks with the client talks with the target first; `nil`: no.
        public var attended: Bool?

        /// A request of these values.
        public init(target: String, attended: Bool?) {
            self.target = target
            self.attended = attended
        }
    }

    /// What is answered with every status but 2xx.
    public struct Refusal: Sendable, Hashable, Codable {
        /// A sentence for the operator.
        public var error: String
    }

    /// Writes JSON as the API does.
    public static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .milliseconds
        return encoder
    }

    /// Reads the API's JSON.
    public static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .milliseconds
        return decoder
    }

    /// - Parameters:
    ///   - queues: `nil`: Switchboard leaves app_queue alone.
    ///   - callbacks: `nil`: nobody can be called back.
    static func router(
        for desk: any CallDesk, queues: (any QueueDesk)? = nil, callbacks: (any CallbackOperatorDesk)? = nil
    ) -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: ControlAPIErrors())
        router.get("health") { _, _ in try answer(await desk.health()) }
        router.get("queues") { _, _ in
            guard let queues else { throw CallDeskError.notConnected }
            return try answer(await queues.queues())
        }
        router.get("calls") { _, _ in try answer(await desk.calls()) }
        router.get("calls/:id") { _, context in
            let id = try callID(context)
            guard let call = await desk.call(id) else { throw CallDeskError.noSuchCall(id) }
            return try answer(call)
        }
        router.post("calls/:id/transfer") { request, context in
            let id = try callID(context)
            let asked = try await read(
                TransferRequest.self, of: request, like: #"{"target": "102", "attended": false}"#)
            return try answer(
                await desk.transfer(id, to: asked.target, attended: asked.attended ?? false), .accepted)
        }
        router.post("calls/:id/complete") { _, context in
            try answer(await desk.complete(callID(context)), .accepted)
        }
        router.post("calls/:id/cancel") { _, context in
            try answer(await desk.cancel(callID(context)), .accepted)
        }
        add(callbacks, to: router)
        return router
    }

    static func answer(_ value: some Encodable, _ status: HTTPResponse.Status = .ok) throws -> Response {
        let body = ByteBuffer(bytes: try encoder.encode(value))
        return Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .contentLength: "\(body.readableBytes)"],
            body: .init(byteBuffer: body))
    }

    private static func callID(_ context: BasicRequestContext) throws -> String {
        let id = try context.parameters.require("id")
        return id.removingPercentEncoding ?? id
    }

    static func read<Body: Decodable>(
        _ type: Body.Type, of request: Request, like example: String
    ) async throws -> Body {
        do {
            let body = try await request.body.collect(upTo: largestBody)
            return try decoder.decode(type, from: Data(body.readableBytesView))
        } catch {
            throw HTTPError(.badRequest, message: "the body must be JSON like \(example)")
        }
    }
}
