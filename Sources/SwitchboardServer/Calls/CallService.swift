import AMI
import Foundation
import Logging
import ServiceLifecycle
import Storage

/// Follows Asterisk's calls until it is told to stop.
struct CallService: Service {
    /// How often the history is written: a call that is shown is at most so old.
    private static let pace = Duration.milliseconds(250)

    let client: AMIClient
    let calls: LiveCalls
    let inputs: AsyncStream<LiveCalls.Input>
    let input: AsyncStream<LiveCalls.Input>.Continuation
    /// What keeps Asterisk's queues as they should be; `nil`: app_queue is left alone.
    let queues: QueueService?

    init(
        _ configuration: AMIClient.Configuration, tables: RoutingTables, store: OfficeStore, talking: TalkingUsers,
        queueFile: String?, agents: AgentRepository, operators: Operators, alerts: AlertDesk, voicemail: String,
        sessions: @escaping @Sendable () async -> ServerHealth.Sessions, logger: Logger
    ) {
        client = AMIClient(configuration: configuration, logger: logger)
        let client = client
        let queues = queueFile.map {
            QueueService(client: client, tables: tables, file: $0, agents: agents, logger: logger)
        }
        self.queues = queues
        (inputs, input) = AsyncStream.makeStream(of: LiveCalls.Input.self)
        calls = LiveCalls(
            client: client, tables: tables, store: store, talking: talking, operators: operators, alerts: alerts,
            voicemail: voicemail, sessions: sessions, input: input, agents: queues?.noteDevices, logger: logger)
    }

    /// A decision was taken.
    func note(_ note: RouteNote) {
        input.yield(.route(note))
    }

    func run() async throws {
        await withTaskGroup { group in
            group.addTask { await client.run() }
            group.addTask {
                for await signal in client.signals {
                    input.yield(.asterisk(signal))
                    queues?.note(.asterisk(signal))
                }
            }
            group.addTask {
                while (try? await Task.sleep(for: Self.pace)) != nil { input.yield(.tick(Date())) }
            }
            group.addTask { await calls.follow(inputs) }
            try? await gracefulShutdown()
            group.cancelAll()
        }
        await calls.stop()
    }
}
