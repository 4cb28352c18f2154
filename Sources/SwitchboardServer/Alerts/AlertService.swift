import Alerts
import Foundation
import Logging
import ServiceLifecycle
import Storage

/// Delivers what is in the outbox until it is told to stop.
actor AlertService: Service {
    /// How often it looks without being woken: what is tried again, and what `switchboard alert retry` has asked for.
    private static let pace = Duration.milliseconds(250)
    /// How many are on their way at once. Webhooks of one address go one after the other, so that a slow one keeps no
    /// place of others.
    private static let atOnce: [AlertRecord.Channel: Int] = [.email: 2, .webhook: 4]
    /// How long what is on its way may take after the end was asked for.
    private static let grace = Duration.seconds(5)
    /// Seconds for which delivered ones are kept, so that the same fact is known again; and dead ones.
    private static let (keptDelivered, keptDead) = (7 * 86_400.0, 30 * 86_400.0)

    private let store: OfficeStore
    private let desk: AlertDesk
    private let courier: Courier
    private let schedule: RetrySchedule
    private let logger: Logger
    private var onTheirWay: [AlertRecord.ID: AlertRecord] = [:]
    private var cleaned = Date.distantPast
    private var isStoreBroken = false

    init(store: OfficeStore, desk: AlertDesk, settings: AlertSettings, logger: Logger) {
        self.store = store
        self.desk = desk
        courier = Courier(store: store, settings: settings)
        schedule = RetrySchedule(first: settings.retry)
        self.logger = logger
    }

    func run() async throws {
        await withTaskGroup { group in
            group.addTask { for await _ in self.desk.wakes { await self.round() } }
            group.addTask {
                while !Task.isCancelled {
                    await self.round()
                    try? await Task.sleep(for: Self.pace)
                }
            }
            try? await gracefulShutdown()
            group.cancelAll()
        }
        let deadline = ContinuousClock.now + Self.grace
        while !onTheirWay.isEmpty, ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(20)) }
    }

    /// Sends off what is due, as far as there is room.
    private func round() {
        let now = Date()
        do {
            if now.timeIntervalSince(cleaned) > 3_600 {
                cleaned = now
                try store.forgetAlerts(
                    deliveredBefore: now.addingTimeInterval(-Self.keptDelivered),
                    givenUpBefore: now.addingTimeInterval(-Self.keptDead))
            }
            for channel in AlertRecord.Channel.allCases { try send(by: channel, at: now) }
            isStoreBroken = false
        } catch {
            if !isStoreBroken { logger.error("the outbox can't be read", metadata: ["error": "\(error)"]) }
            isStoreBroken = true
        }
    }

    private func send(by channel: AlertRecord.Channel, at now: Date) throws {
        while true {
            let busy = onTheirWay.values.filter { $0.channel == channel }
            guard busy.count < Self.atOnce[channel] ?? 1 else { return }
            let waiting = channel == .webhook ? Set(busy.map(\.address)) : []
            guard let alert = try store.dueAlert(by: channel, at: now, except: Set(busy.map(\.id)), addresses: waiting)
            else { return }
            onTheirWay[alert.id] = alert
            Task {
                let failure = await courier.deliver(alert)
                finished(alert, failure)
            }
        }
    }

    private func finished(_ alert: AlertRecord, _ failure: DeliveryFailure?) {
        let now = Date()
        let about: Logger.Metadata = [
            "alert": "\(alert.id)", "by": "\(alert.channel.rawValue)", "attempt": "\(alert.attempts + 1)",
        ]
        do {
            switch failure {
            case nil:
                try store.alertDelivered(alert.id, at: now)
                logger.info("told", metadata: about)
            case .temporary(let reason)?:
                if let next = schedule.next(after: alert.attempts + 1, since: alert.since, at: now) {
                    try store.alertFailed(alert.id, error: reason, due: next)
                    logger.warning("not told yet", metadata: about.merging(["why": "\(reason)"]) { $1 })
                } else {
                    try giveUp(alert, reason, at: now, about)
                }
            case .permanent(let reason)?: try giveUp(alert, reason, at: now, about)
            }
            onTheirWay[alert.id] = nil
            desk.kept()
        } catch {
            logger.error(
                "what came of an alert can't be written", metadata: about.merging(["error": "\(error)"]) { $1 })
            // Not at once again: a receiver would get it over and over while the disk is full.
            Task {
                try? await Task.sleep(for: .seconds(5))
                failure == nil ? finished(alert, nil) : forget(alert.id)
            }
        }
    }

    private func forget(_ id: AlertRecord.ID) { onTheirWay[id] = nil }

    private func giveUp(_ alert: AlertRecord, _ reason: String, at now: Date, _ about: Logger.Metadata) throws {
        try store.alertGivenUp(alert.id, error: reason, at: now)
        logger.error(
            "not told, and not tried any more: switchboard alert list",
            metadata: about.merging(["why": "\(reason)"]) { $1 })
    }
}
