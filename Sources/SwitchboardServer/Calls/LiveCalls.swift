import AMI
import CallControl
import Foundation
import Logging
import Routing
import Storage

/// The calls that are there now: follows Asterisk's events and the decisions, keeps the history, tells operators.
actor LiveCalls {
    /// What it is told, in one order.
    enum Input: Sendable {
        case asterisk(AMISignal)
        case route(RouteNote)
        /// What there is in Asterisk, asked after this login; `nil`: it could not be asked.
        case snapshot(AsteriskSnapshot?, login: Int)
        /// The virtual caller of a callback's attempt could not be made.
        case callbackGone(id: Int64, attempt: Int)
        /// What the dialplan has written down of an attempt.
        case callbackTrace(CallbackTrace, id: Int64, attempt: Int)
        /// Time has passed.
        case tick(Date)
    }

    let client: AMIClient
    let tables: RoutingTables
    let store: OfficeStore
    let history: CallHistory
    let talking: TalkingUsers
    let outbox: OperatorOutbox
    /// Is told of missed calls, trunks and messages.
    let alerts: AlertDesk
    private let messages: LeftMessages
    var trunkWatch: TrunkWatch
    let logger: Logger
    /// The dialplan's questions so far.
    let sessions: @Sendable () async -> ServerHealth.Sessions
    let input: AsyncStream<Input>.Continuation
    /// Is told what agents do whose telephones are outside the office, all of them at once; `nil`: nobody asks.
    let agents: (@Sendable ([String: DeviceState]) -> Void)?
    /// What it was told last.
    var toldAgents: [String: DeviceState]?
    var picture = CallPicture()
    var transfers = Transfers()
    var callbacks = Callbacks()
    var operators: Operators
    /// Since when there is a connection and the picture is right.
    var connectedSince: Date?
    /// When the connection was lost; `nil`: it is there, or never was.
    var lostAt: Date?
    /// Since when Asterisk's calls had been followed when the connection was lost.
    private var followedSince = Date.distantPast
    /// Counts logins, so that a snapshot of an earlier one is known.
    private var logins = 0
    /// Events that came since the login while Asterisk was asked what there is; `nil`: it has said so.
    private var waiting: [(event: CallEvent, moment: Date)]?
    /// Hangups that came meanwhile.
    private var endedMeanwhile: [(AMIMessage, Date)] = []
    /// Since when this Asterisk runs, as far as it has told.
    private var asteriskStarted = Date.distantPast

    init(
        client: AMIClient, tables: RoutingTables, store: OfficeStore, talking: TalkingUsers, operators: Operators,
        alerts: AlertDesk, voicemail: String, sessions: @escaping @Sendable () async -> ServerHealth.Sessions,
        input: AsyncStream<Input>.Continuation, agents: (@Sendable ([String: DeviceState]) -> Void)? = nil,
        logger: Logger
    ) {
        self.agents = agents
        self.client = client
        self.tables = tables
        self.store = store
        history = CallHistory(store: store, tables: tables, alerts: alerts, logger: logger)
        self.alerts = alerts
        messages = LeftMessages(client: client, tables: tables, desk: alerts, folder: voicemail, logger: logger)
        trunkWatch = TrunkWatch(down: alerts.trunkOutages())
        self.talking = talking
        self.operators = operators
        self.sessions = sessions
        self.input = input
        self.logger = logger
        outbox = OperatorOutbox(client: client, logger: logger)
    }

    /// Takes everything in, in order, until the stream ends.
    func follow(_ inputs: AsyncStream<Input>) async {
        for await input in inputs {
            switch input {
            case .asterisk(.connected): connected()
            case .asterisk(.disconnected): await disconnected(at: Date())
            case .asterisk(.event(let message)): await heard(message)
            case .route(let note): await noted(note)
            case .snapshot(let snapshot, let login) where login == logins: await rebuild(from: snapshot)
            case .snapshot: break
            case .callbackGone(let id, let attempt):
                await perform(callbacks.gone(id, attempt: attempt, at: Date()))
            case .callbackTrace(let trace, let id, let attempt):
                await perform(callbacks.found(trace, of: id, attempt: attempt, at: Date()))
            case .tick(let moment):
                // What the picture waited for in vain is settled, and the history is written.
                await take(picture.settle(at: moment), at: moment)
                settleTrunks(at: moment)
                await advanceCallbacks(at: moment)
                // The rules may have brought another agent.
                tellAgentDevices()
                history.write(picture)
            }
        }
    }

    /// What is not written yet is.
    func stop() {
        history.write(picture)
        history.drain()
    }

    // MARK: The connection

    /// After each login Asterisk is asked what there is; what happens meanwhile waits.
    private func connected() {
        logins += 1
        waiting = []
        endedMeanwhile = []
        asteriskStarted = .distantPast
        let (client, logger, input, login) = (client, logger, input, logins)
        // That nothing comes any more is noticed some seconds later.
        let since = lostAt?.addingTimeInterval(-60) ?? Date().addingTimeInterval(-AsteriskSnapshot.remembered)
        Task {
            var snapshot: AsteriskSnapshot?
            do {
                snapshot = try await AsteriskSnapshot(of: client, endedSince: since)
            } catch {
                // The connection broke again, or the account lacks a right: both are told, and tried with the next login.
                logger.error("Asterisk can't be asked for its calls", metadata: ["error": "\(error)"])
            }
            input.yield(.snapshot(snapshot, login: login))
        }
    }

    private func disconnected(at moment: Date) async {
        waiting = nil
        guard let connected = connectedSince else { return }
        connectedSince = nil
        lostAt = moment
        trunkWatch.lost()
        followedSince = connected
        picture.lost(at: moment)
        await outbox.connected(false)
    }

    private func rebuild(from snapshot: AsteriskSnapshot?) async {
        guard let snapshot else { return }
        // Uptime has whole seconds. The Asterisk that was followed had started before it was; one that is still starting has
        // not told (manager.c, action_login).
        let hasRestarted = lostAt.map {
            asteriskStarted == .distantPast || asteriskStarted > max(followedSince, $0.addingTimeInterval(-2))
        }
        let effects = picture.rebuild(
            from: snapshot.picture, followedBy: waiting ?? [], at: snapshot.moment,
            asteriskStarted: hasRestarted == true ? .distantFuture : .distantPast)
        waiting = nil
        await outbox.connected(true)
        await take(effects, at: snapshot.moment)
        let kept = history.takeOver(picture.calls, ends: snapshot.ended, by: lostAt ?? snapshot.moment)
        history.takeInUnseen(snapshot.ended, there: Set(picture.calls.map(\.id)))
        await tell(
            transfers.adopt(kept, calls: picture.calls, at: snapshot.moment) { history.isOver(transfer: $0) })
        await adoptCallbacks(
            snapshot,
            asteriskStarted: hasRestarted == true && asteriskStarted == .distantPast ? snapshot.moment : asteriskStarted
        )
        for (message, moment) in endedMeanwhile { await callbackHeard(message, at: moment) }
        endedMeanwhile = []
        lostAt = nil
        connectedSince = Date()
        seeTrunks(at: snapshot.moment)
        Task { await messages.look() }
        toldAgents = nil
        tellAgentDevices()
        logger.notice("following Asterisk's calls", metadata: ["calls": "\(picture.calls.count)"])
    }

    // MARK: What happens

    private func heard(_ message: AMIMessage) async {
        let now = Date()
        if message.event == "FullyBooted", let uptime = message["Uptime"].flatMap(Double.init) {
            asteriskStarted = now.addingTimeInterval(-uptime)
        }
        if let refusal = OperatorEvent(refusedByAsterisk: message) { return await outbox.send([refusal]) }
        if LeftMessage.isAnnounced(by: message) { Task { await messages.look() } }
        guard let event = CallEvent(message) else { return }
        let moment = message.moment ?? now
        guard waiting == nil else {
            waiting?.append((event, moment))
            if message.event == "Hangup" { endedMeanwhile.append((message, moment)) }
            return
        }
        await take(picture.handle(event, at: moment), at: moment)
        await callbackHeard(message, at: moment)
    }

    private func noted(_ note: RouteNote) async {
        var effects = picture.handle(.decided(note.taken), at: note.moment)
        if let queue = note.queue {
            effects += picture.handle(
                .queueResult(channel: note.channel, queue: queue.name, queue.result), at: note.moment)
        }
        let call = picture.call(ofChannel: note.channel) ?? picture.call(note.call)
        let id = call?.id ?? note.call
        if let facts = note.facts {
            history.note(facts, of: id)
            await callbackCaller(facts, call: id, at: note.moment)
        }
        await outbox.send([.route(note, call: id)] + note.decision.forwards.map { .forward($0, of: note, call: id) })
        if let question = note.transfer { await tell(transfers.asked(question, in: call, at: note.moment)) }
        await take(effects, at: note.moment)
    }

    /// What the picture's changes lead to.
    func take(_ effects: [CallEffect], at moment: Date) async {
        var touched: Set<String> = []
        for effect in effects {
            switch effect {
            case .callBegan(let id):
                if let call = picture.call(id) { callbackBegan(call, at: moment) }
                touched.insert(id)
            case .changed(let id): touched.insert(id)
            case .callMerged(let id, let other):
                transfers.merged(id, into: other)
                history.merge(id, into: other)
                talking.forget(id)
                callbacks.callMerged(id, into: other)
                touched.insert(other)
            case .talkBegan(let talk):
                if let call = picture.call(talk.call) {
                    history.note(talk, in: call)
                    await callbackTalk(talk, in: call)
                }
                touched.insert(talk.call)
            case .talkEnded(let talk): touched.insert(talk.call)
            case .attendedTransfer(let event, let id):
                if let call = picture.call(id) { await tell(transfers.attended(event, in: call, at: moment)) }
                touched.insert(id)
            case .callEnded(let call):
                await tell(transfers.changed(call, at: moment), of: call)
                for channel in call.channels { transfers.notCommanded(on: channel.name) }
                history.end(call)
                callbacks.callEnded(call.id)
                talking.forget(call.id)
                touched.remove(call.id)
            case .command(let command): await obey(command)
            case .device(let name, let state): saw(device: name, state, at: moment)
            case .blindTransfer: break
            }
        }
        for call in touched.compactMap({ picture.call($0) }) {
            await tell(transfers.changed(call, at: moment))
            history.change(call.id)
            talking.update(call)
        }
        if !effects.isEmpty, connectedSince != nil { tellAgentDevices() }
    }

    /// Keeps what came of transfers, and tells operators. It is kept first: after a crash nothing is told twice.
    ///
    /// - Parameter ended: the call they were in, where it is over.
    private func tell(_ effects: [TransferEffect], of ended: Call? = nil) async {
        for effect in effects {
            switch effect {
            case .started(let transfer), .ended(let transfer):
                let call = ended ?? picture.call(transfer.call)
                history.keep(transfer, of: call)
                await outbox.send([.transfer(transfer, client: transfer.client.flatMap { call?[$0]?.name })])
            }
        }
    }
}
