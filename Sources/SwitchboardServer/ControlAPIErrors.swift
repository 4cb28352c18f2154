import Hummingbird

/// Makes every error the JSON that ``ControlAPI/Refusal`` is.
struct ControlAPIErrors: RouterMiddleware {
    typealias Context = BasicRequestContext

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as CallDeskError {
            return try ControlAPI.answer(ControlAPI.Refusal(error: error.description), error.status)
        } catch let error as HTTPError {
            let text = error.body ?? "\(request.method) \(request.uri.path): \(error.status.reasonPhrase)"
            return try ControlAPI.answer(ControlAPI.Refusal(error: text), error.status)
        }
    }
}

extension CallDeskError {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .noSuchCall, .noSuchCallback: .notFound
        case .notPossible: .conflict
        case .badTarget: .unprocessableContent
        case .notConnected, .notDone: .serviceUnavailable
        }
    }
}
