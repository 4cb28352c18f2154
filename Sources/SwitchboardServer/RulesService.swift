import Foundation
import Logging
import Routing
import ServiceLifecycle
import Synchronization

/// Keeps the table in force that the store says, whoever changed it.
final class RulesService: Service {
    /// How many revisions before the present one are taken up at the start, for calls that began before it.
    private static let remembered = 8

    let repository: OfficeRepository
    let tables: RoutingTables
    let mailboxes: String?
    /// Whether we mail the messages: then Asterisk does not.
    let mailsMessages: Bool
    /// Whether there is a mail server for alerts.
    let canMail: Bool
    let queues: String?
    let console: AsteriskConsole?
    /// Keeps Asterisk's queues, and is told of other rules; `nil`: there is no AMI.
    let asterisk: QueueService?
    /// Whether somebody keeps what is recorded.
    let keepsRecordings: Bool
    let logger: Logger
    private let memory = Mutex(OfficeMemory())

    init(
        repository: OfficeRepository, tables: RoutingTables, mailboxes: String?, mailsMessages: Bool,
        canMail: Bool, queues: String? = nil, console: AsteriskConsole?, asterisk: QueueService? = nil,
        keepsRecordings: Bool = true, logger: Logger
    ) {
        self.repository = repository
        self.tables = tables
        self.mailboxes = mailboxes
        self.mailsMessages = mailsMessages
        self.canMail = canMail
        self.queues = queues
        self.console = console
        self.asterisk = asterisk
        self.keepsRecordings = keepsRecordings
        self.logger = logger
    }

    /// Loads the rules that stand. The dialplan is answered only after it: a server just started knows whom to ring.
    func begin() {
        takeUp()
        rememberEarlier()
    }

    func run() async throws {
        // Not before the dialplan is answered: Asterisk's console may hang.
        await writeQueues()
        await writeMailboxes()
        var seen = tables.current?.revision ?? 0
        for await revision in repository.store.revisions().cancelOnGracefulShutdown() where revision != seen {
            seen = revision
            takeUp()
            await writeQueues()
            await writeMailboxes()
        }
    }

    /// Loads, checks and swaps; rules that can't be used leave the old ones in force.
    private func takeUp() {
        do {
            guard let (checked, revision) = try memory.withLock({ try repository.office(remembering: &$0) }) else {
                logger.warning("there is no office yet: switchboard apply FILE")
                return
            }
            let table = RoutingTable(checked, revision: revision, numbering: repository.numbering)
            tables.swap(in: table)
            logger.notice("rules in force", metadata: ["revision": "\(revision)"])
            if table.recordsCalls, !keepsRecordings {
                logger.warning("calls are to be recorded, but recordings.path is not set: nobody keeps recordings")
            }
            if !canMail, !checked.office.alertAddresses(\.email).isEmpty {
                logger.warning("nobody gets mail: smtp.host is not set, and the office names mail addresses (notify)")
            }
        } catch {
            logger.error("the rules can't be used, the old ones stay in force", metadata: ["error": "\(error)"])
        }
    }

    private func rememberEarlier() {
        guard let current = tables.current?.revision else { return }
        let earlier = max(1, current - Self.remembered)..<max(1, current)
        // A revision that this version can't read has no calls of this version.
        // A copy: what is in force stays what is remembered as such.
        var memory = memory.withLock { $0 }
        tables.remember(earlier.compactMap { try? repository.table(at: $0, remembering: &memory) })
    }

    private func writeQueues() async {
        // Whoever follows Asterisk's queues knows best when they may change.
        if let asterisk { return asterisk.note(.rules) }
        guard let queues, let table = tables.current else { return }
        do {
            guard try QueueFile.write(table.asteriskQueues, to: queues) else { return }
            await console?.run("queue reload parameters", logger: logger)
        } catch {
            logger.error("the queues can't be written", metadata: ["file": "\(queues)", "error": "\(error)"])
        }
    }

    private func writeMailboxes() async {
        guard let mailboxes, let office = memory.withLock({ $0.checked?.office }) else { return }
        do {
            guard try MailboxFile.write(office, mailedByAsterisk: !mailsMessages, to: mailboxes) else { return }
            await console?.run("voicemail reload", logger: logger)
        } catch {
            logger.error(
                "the mailboxes can't be written", metadata: ["file": "\(mailboxes)", "error": "\(error)"])
        }
    }
}
