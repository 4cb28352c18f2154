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
        let repository = try OfficeRepository(database: settings.database)
        let rules = RulesService(
            repository: repository, tables: tables,
            mailboxes: settings.mailboxes, console: settings.console.flatMap(AsteriskConsole.init), logger: logger)
        rules.begin()
        let agi = AGIService(
            configuration: settings.agi, tables: tables,
            memories: CallMemories(store: repository.store, table: tables.current, logger: logger),
            changes: RuleChanges(repository: repository, logger: logger), logger: logger)
        let group = ServiceGroup(
            services: [rules, agi], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await group.run()
    }
}
