import AMI
import CallControl
import Logging
import Routing
import ServiceLifecycle

/// Follows rules, agents and Asterisk until it is told to stop, so that Asterisk's queues are as the office has them.
struct QueueService: Service {
    let queues: AsteriskQueues
    let agents: AgentRepository
    private let inputs: AsyncStream<AsteriskQueues.Input>
    private let input: AsyncStream<AsteriskQueues.Input>.Continuation

    init(client: AMIClient, tables: RoutingTables, file: String, agents: AgentRepository, logger: Logger) {
        (inputs, input) = AsyncStream.makeStream(of: AsteriskQueues.Input.self)
        self.agents = agents
        queues = AsteriskQueues(
            client: client, tables: tables, file: file, agents: { try agents.current() }, input: input, logger: logger)
    }

    /// Something has happened.
    func note(_ news: AsteriskQueues.Input) {
        input.yield(news)
    }

    /// Agents do something else.
    @Sendable
    func noteDevices(_ states: [String: DeviceState]) {
        note(.devices(states))
    }

    func run() async throws {
        await withTaskGroup { group in
            group.addTask { await queues.follow(inputs) }
            group.addTask {
                for await _ in agents.store.agentChanges() { input.yield(.agents) }
            }
            try? await gracefulShutdown()
            group.cancelAll()
        }
    }
}
