import Foundation
import Logging
import Routing
import Storage
import Synchronization

/// Takes facts and keeps what is to be told of them. For whoever learns of something: it is thread-safe.
public final class AlertDesk: Sendable {
    /// Whether there is a mail server. Without one mail addresses are passed over, so that nothing piles up.
    public let canMail: Bool
    /// Tells whoever delivers that there is something.
    let wakes: AsyncStream<Void>

    private let store: OfficeStore
    private let tables: RoutingTables
    private let logger: Logger
    private let wake: AsyncStream<Void>.Continuation

    /// A desk that keeps alerts in this store.
    public init(store: OfficeStore, tables: RoutingTables, canMail: Bool, logger: Logger) {
        self.store = store
        self.tables = tables
        self.canMail = canMail
        self.logger = logger
        (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Keeps what is to be told of a fact, and returns when it is on disk; a fact that was noted before, by whichever
    /// process, is told once. Blocks its thread for milliseconds.
    ///
    /// - Returns: `false`: the store does not take it, which is logged; whoever can note it again later does.
    @discardableResult
    public func note(_ fact: AlertFact) -> Bool {
        guard let (alerts, attachments) = plan(fact) else { return false }
        return keep(fact) { try store.add(alerts, attachments: attachments) > 0 }
    }

    /// What is to be told of a fact, for whoever keeps it together with something else (`OfficeStore.save`), and calls
    /// ``kept()`` then.
    func alerts(for fact: AlertFact) -> [AlertRecord] { plan(fact)?.alerts ?? [] }

    /// What was given out is in the store.
    func kept() { wake.yield() }

    /// A trunk can't be reached: told once until it can.
    func trunkFailed(_ trunk: String, since: Date) {
        let fact = AlertFact.trunkDown(TrunkFact(trunk: trunk, since: since))
        keep(fact) { try store.trunkFailed(trunk, since: since, alerts: alerts(for: fact)) }
    }

    /// A trunk can be reached again.
    func trunkRecovered(_ trunk: String, down since: Date, until: Date) {
        let fact = AlertFact.trunkUp(TrunkFact(trunk: trunk, since: since, until: until))
        keep(fact) { try store.trunkRecovered(trunk, alerts: alerts(for: fact)) }
    }

    /// The trunks that are down, as was told.
    func trunkOutages() -> [String: Date] {
        do {
            return try store.trunkOutages()
        } catch {
            logger.error("which trunks were down can't be read", metadata: ["error": "\(error)"])
            return [:]
        }
    }

    private func plan(_ fact: AlertFact) -> (alerts: [AlertRecord], attachments: [AlertAttachment])? {
        guard let table = tables.current else { return nil }
        do {
            return try AlertPlan(table: table, canMail: canMail).alerts(for: fact)
        } catch {
            logger.error("an alert can't be written", metadata: ["kind": "\(fact.kind)", "error": "\(error)"])
            return nil
        }
    }

    /// - Parameter body: keeps it, and says whether it is new.
    @discardableResult
    private func keep(_ fact: AlertFact, _ body: () throws -> Bool) -> Bool {
        do {
            if try body() {
                logger.info("to be told", metadata: ["kind": "\(fact.kind)"])
                kept()
            }
            return true
        } catch {
            logger.error("an alert can't be kept", metadata: ["kind": "\(fact.kind)", "error": "\(error)"])
            return false
        }
    }
}
