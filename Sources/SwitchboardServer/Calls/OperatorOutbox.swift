import AMI
import Logging

/// Sends the operators' events, each once and in order.
///
/// Where a connection breaks between an event and Asterisk's word that it has it, nobody knows whether it was emitted: it
/// is not sent again. What was not sent waits for the next connection.
actor OperatorOutbox {
    /// How many wait at most while there is no connection: the oldest go first.
    private static let limit = 10_000

    private let client: AMIClient
    private let logger: Logger
    private var waiting: [OperatorEvent] = []
    private var isConnected = false
    private var isSending = false
    private var dropped = 0

    init(client: AMIClient, logger: Logger) {
        self.client = client
        self.logger = logger
    }

    func connected(_ isConnected: Bool) {
        self.isConnected = isConnected
        begin()
    }

    func send(_ events: [OperatorEvent]) {
        waiting += events
        if waiting.count > Self.limit {
            let excess = waiting.count - Self.limit
            waiting.removeFirst(excess)
            dropped += excess
            logger.warning("events for operators are dropped", metadata: ["dropped": "\(dropped)"])
        }
        begin()
    }

    private func begin() {
        guard isConnected, !isSending, !waiting.isEmpty else { return }
        isSending = true
        Task { await sendAll() }
    }

    private func sendAll() async {
        while isConnected, !waiting.isEmpty {
            let event = waiting.removeFirst()
            do {
                let reply = try await client.send(event.action)
                if !reply.isSuccess {
                    logger.error(
                        "an event was refused", metadata: ["event": "\(event.name)", "asterisk": "\(reply.message)"])
                }
            } catch AMIError.notConnected {
                waiting.insert(event, at: 0)
                isConnected = false
            } catch {
                logger.error("an event may be lost", metadata: ["event": "\(event.name)", "error": "\(error)"])
            }
        }
        isSending = false
        // What came while the last one was on its way.
        begin()
    }
}
