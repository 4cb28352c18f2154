import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// The server: rules from the store, answers for the dialplan.
public enum SwitchboardServer {
    /// Runs until SIGTERM or SIGINT, then lets open sessions end.
    ///
    /// - Throws: when the database can't be opened or the address can't be listened on.
    public static func run(_ settings: ServerSettings, logger: Logger) async throws {
        let tables = RoutingTables()
        let talking = TalkingUsers()
        let sessions = AGISessions()
        let repository = try OfficeRepository(database: settings.database)
        let alerts = AlertDesk(
            store: repository.store, tables: tables, canMail: settings.alerts.mail != nil, logger: logger)
        let calls = settings.ami.map {
            CallService(
                $0, tables: tables, store: repository.store, talking: talking,
                queueFile: settings.queues, agents: repository.agents, operators: settings.operators,
                alerts: alerts, voicemail: settings.alerts.voicemail,
                sessions: { await sessions.current() }, logger: logger)
        }
        if calls == nil { logger.notice("live calls are not followed: ami.username is not set") }
        let desk: any CallDesk = calls?.calls ?? UnfollowedDesk { await sessions.current() }
        // Before all else: of two servers on one database the second stops here.
        let control = try ControlAPIService(
            path: settings.control, desk: desk, queues: calls?.queues?.queues, callbacks: calls?.calls, logger: logger)
        let rules = RulesService(
            repository: repository, tables: tables,
            mailboxes: settings.mailboxes, mailsMessages: settings.mailsMessages, canMail: alerts.canMail,
            queues: settings.queues, console: settings.console.flatMap(AsteriskConsole.init), asterisk: calls?.queues,
            keepsRecordings: settings.recordings != nil, logger: logger)
        rules.begin()
        let agi = AGIService(
            configuration: settings.agi, tables: tables,
            memories: CallMemories(store: repository.store, table: tables.current, logger: logger) { talking.current },
            changes: RuleChanges(repository: repository, logger: logger), callbacks: calls?.calls,
            observer: calls.map { $0.note },
            sessions: sessions, logger: logger)
        let retention = CallRetentionService(store: repository.store, days: settings.historyDays, logger: logger)
        let outbox = AlertService(store: repository.store, desk: alerts, settings: settings.alerts, logger: logger)
        var services: [any Service] = [rules, agi, control, retention, outbox]
        if let calls { services.append(calls) }
        if let queues = calls?.queues { services.append(queues) }
        if let recordings = settings.recordings {
            services.append(
                RecordingService(recordings, store: repository.store, logger: logger) { bytes, quota in
                    let now = Date()
                    alerts.note(
                        .recordingQuota(
                            RecordingQuotaFact(
                                id: String(Int(now.timeIntervalSince1970)), used: Int64(bytes), quota: Int64(quota),
                                noticed: now)))
                })
        }
        let group = ServiceGroup(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await group.run()
    }
}
