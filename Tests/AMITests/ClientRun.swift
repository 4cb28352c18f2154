import Logging

@testable import AMI

/// A client at work, for the time of a test.
func withClient(
    port: Int, limits: AMILimits = AMILimits(), tls: AMITLS? = nil, backoff: Backoff = Backoff(base: .zero),
    _ body: (AMIClient, inout AMISignals.Iterator) async throws -> Void
) async throws {
    let configuration = AMIClient.Configuration(
        port: port, username: "switchboard", secret: AMISecret("s"), tls: tls, limits: limits, backoff: backoff)
    let client = AMIClient(
        configuration: configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let run = Task { await client.run() }
    var signals = client.signals.makeAsyncIterator()
    do {
        try await body(client, &signals)
    } catch {
        run.cancel()
        await run.value
        throw error
    }
    run.cancel()
    await run.value
}

extension AMISignal {
    /// The event, if it is one.
    var event: AMIMessage? {
        if case .event(let event) = self { event } else { nil }
    }

    static let loggedIn = AMISignal.connected(AMISession(interfaceVersion: "11.0.0"))
}
