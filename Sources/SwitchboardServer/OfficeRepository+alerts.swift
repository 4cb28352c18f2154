import Foundation
import Storage

extension OfficeRepository {
    /// Alerts in these states, the latest first.
    public func alerts(in states: Set<AlertRecord.State>, limit: Int) throws -> [AlertRecord] {
        try store.alerts(in: states, limit: limit)
    }

    /// How many are not delivered.
    public func alertCounts() throws -> AlertCounts { try store.alertCounts() }

    /// Has the alert with this ID, or all dead ones, tried at once; a running server does it within a second.
    ///
    /// - Returns: how many.
    public func retryAlerts(_ id: AlertRecord.ID?) throws -> Int { try store.retryAlerts(id) }
}
