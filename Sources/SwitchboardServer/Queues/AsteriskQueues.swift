import AMI
import CallControl
import Foundation
import Logging
import Routing

/// Keeps Asterisk's queues as the office and its agents have them, whoever changes what.
actor AsteriskQueues {
    /// What it is told, in one order.
    enum Input: Sendable {
        case asterisk(AMISignal)
        /// Other rules are in force.
        case rules
        /// Agents have come, gone or paused.
        case agents
        /// What Switchboard's own agents do, by device: all of them.
        case devices([String: DeviceState])
        /// Something was refused a moment ago.
        case again
    }

    /// How long Asterisk is left alone after it has refused something; longer each time it does so again.
    private static let pauses = [1, 2, 5, 15, 60].map { Duration.seconds($0) }

    private let client: AMIClient
    let tables: RoutingTables
    /// The file that Asterisk reads its queues from.
    private let file: String
    private let agents: @Sendable () throws -> Agents
    private let input: AsyncStream<Input>.Continuation
    private let logger: Logger
    private var isConnected = false
    /// Asterisk has not read the last definitions, as far as is known.
    private var mustReload = false
    /// There are queues, or were.
    private var hasQueues = false
    /// Asterisk's queues by name: those of the office, and those that only wait for their last callers.
    private var known: [String: AsteriskQueue] = [:]
    private var outgoing: [AsteriskQueue] = []
    private var membership = QueueMembership()
    /// What agents do, and what Asterisk was told of it.
    private var devices: [String: DeviceState] = [:]
    private var told: [String: DeviceState] = [:]
    /// What Asterisk does not know though it was asked to reload: told once.
    private var missing: Set<String> = []
    /// How often in a row something was refused.
    private var refusals = 0
    private var isWaiting = false

    /// - Parameters:
    ///   - file: that Asterisk reads its queues from.
    ///   - agents: what agents have said of themselves.
    init(
        client: AMIClient, tables: RoutingTables, file: String, agents: @escaping @Sendable () throws -> Agents,
        input: AsyncStream<Input>.Continuation, logger: Logger
    ) {
        self.client = client
        self.tables = tables
        self.file = file
        self.agents = agents
        self.input = input
        self.logger = logger
    }

    /// Takes everything in, in order, until the stream ends.
    func follow(_ inputs: AsyncStream<Input>) async {
        for await input in inputs {
            switch input {
            case .asterisk(.connected):
                isConnected = true
                told = [:]
                await lookAndMend()
                await tellDevices()
            case .asterisk(.disconnected): isConnected = false
            case .asterisk(.event(let message)): await heard(message)
            case .rules:
                // Asterisk finds them when it starts, too.
                if isConnected { await lookAndMend() } else { write(tables.current?.asteriskQueues) }
            case .agents: await mend()
            case .devices(let states):
                devices = states
                await tellDevices()
            case .again:
                isWaiting = false
                await lookAndMend()
            }
        }
    }

    // MARK: Definitions

    /// Asks what there is, has Asterisk read the definitions again where it has others, and sees to the members.
    private func lookAndMend() async {
        guard isConnected, let table = tables.current else { return }
        // An office that has never had queues needs no app_queue.
        hasQueues = hasQueues || !table.asteriskQueues.isEmpty
        guard hasQueues else { return write(table.asteriskQueues) }
        do {
            var status = try await status()
            let names = Set(table.asteriskQueues.map(\.name))
            outgoing = status.callers.keys.filter { !names.contains($0) }.sorted()
                .map { table.outgoingQueue($0, last: known[$0]) }
            let queues = table.asteriskQueues + outgoing
            known = Dictionary(queues.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
            write(queues)
            if mustReload || !status.fits(queues) {
                try await reload()
                status = try await self.status()
            }
            membership = status.membership
            let missing = Set(queues.map(\.name)).subtracting(membership.queues.keys)
            if !missing.isEmpty, missing != self.missing {
                logger.error(
                    "Asterisk does not have queues of the office: does its queues.conf include the file of asterisk.queues?",
                    metadata: ["queues": "\(missing.sorted().joined(separator: ", "))"])
            }
            self.missing = missing
        } catch {
            // An app_queue that is loaded later finds them.
            if outgoing.isEmpty { write(table.asteriskQueues) }
            return failed("Asterisk can't be asked for its queues", error)
        }
        await mend()
    }

    private func write(_ queues: [AsteriskQueue]?) {
        guard let queues else { return }
        do {
            if try QueueFile.write(queues, to: file) { mustReload = true }
        } catch {
            logger.error("the queues can't be written", metadata: ["file": "\(file)", "error": "\(error)"])
        }
    }

    private func reload() async throws {
        let reply = try await client.send(AMIAction("QueueReload", ["Parameters": "yes"]))
        guard reply.isSuccess else { throw AMIRefusal(message: reply.message) }
        mustReload = false
        logger.notice("Asterisk has read the queues again")
    }

    /// What Asterisk says of its queues now.
    func status() async throws -> QueueStatus {
        let reply = try await client.send(AMIAction("QueueStatus"), within: .seconds(10))
        guard reply.isSuccess else { throw AMIRefusal(message: reply.message) }
        return QueueStatus(reply.events)
    }

    // MARK: Members

    /// Somebody has changed a queue's members: we, or an operator. What came while the queues were asked for is late, so
    /// that they are asked for again before anything is done about it.
    private func heard(_ message: AMIMessage) async {
        if message.event == "QueueCallerLeave", outgoing.contains(where: { $0.name == message["Queue"] }) {
            return await lookAndMend()
        }
        guard let effect = QueueEffect(message) else { return }
        let before = membership
        membership.apply(effect)
        guard membership != before, let effects = try? effects(), !effects.isEmpty else { return }
        await lookAndMend()
    }

    private func effects() throws -> [QueueEffect] {
        guard let table = tables.current else { return [] }
        let agents = try agents()
        return membership.effects(
            toward: (table.asteriskQueues + outgoing).map { QueueRoster($0, agents: agents) })
    }

    private func mend() async {
        guard isConnected else { return }
        do {
            for effect in try effects() {
                let reply = try await client.send(effect.action)
                guard reply.isSuccess else { throw AMIRefusal(message: "\(effect): \(reply.message)") }
                membership.apply(effect)
            }
            refusals = 0
        } catch {
            failed("the members of Asterisk's queues can't be changed", error)
        }
    }

    // MARK: Devices

    /// app_queue follows a custom device's state (func_devstate.c), which outlives a restart of Asterisk: after each login
    /// it is told all.
    private func tellDevices() async {
        guard isConnected else { return }
        do {
            for (name, state) in devices.sorted(by: { $0.key < $1.key }) where told[name] != state {
                let reply = try await client.send(
                    AMIAction("Setvar", ["Variable": "DEVICE_STATE(\(name))", "Value": state.rawValue]))
                guard reply.isSuccess else { throw AMIRefusal(message: reply.message) }
                told[name] = state
            }
        } catch {
            failed("an agent's state can't be told", error)
        }
    }

    private func failed(_ what: String, _ error: any Error) {
        // A broken connection is told of elsewhere, and all is looked at with the next login.
        if case AMIError.notConnected = error { return }
        logger.error("\(what)", metadata: ["error": "\(error)"])
        guard !isWaiting else { return }
        isWaiting = true
        let pause = Self.pauses[min(refusals, Self.pauses.count - 1)]
        refusals += 1
        let input = input
        Task {
            try? await Task.sleep(for: pause)
            input.yield(.again)
        }
    }
}

/// Asterisk did not do what it was asked to.
struct AMIRefusal: Error, CustomStringConvertible {
    let message: String

    var description: String { "Asterisk: \(message)" }
}
