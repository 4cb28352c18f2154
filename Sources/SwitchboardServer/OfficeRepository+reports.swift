import Storage

extension OfficeRepository {
    /// What became of calls.
    public func callReport(over period: ReportPeriod) throws -> CallReport { try store.callReport(over: period) }

    /// What became of the callers of queues.
    public func queueReport(over period: ReportPeriod) throws -> QueueReport { try store.queueReport(over: period) }

    /// What users did with their calls.
    public func userReport(over period: ReportPeriod) throws -> UserReport { try store.userReport(over: period) }

    /// What became of requests to be called back.
    public func callbackReport(over period: ReportPeriod) throws -> CallbackReport {
        try store.callbackReport(over: period)
    }
}
