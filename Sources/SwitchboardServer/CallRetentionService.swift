import Foundation
import Logging
import ServiceLifecycle
import Storage

/// Forgets old calls, at the start and then daily.
struct CallRetentionService: Service {
    let store: OfficeStore
    /// How many days a call is remembered.
    let days: Int
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                forget(before: Date().addingTimeInterval(-Double(days) * 86_400))
                try? await Task.sleep(for: .seconds(86_400))
            }
        }
    }

    func forget(before date: Date) {
        do {
            let count = try store.forgetCalls(before: date)
            if count > 0 { logger.notice("old calls are forgotten", metadata: ["calls": "\(count)"]) }
        } catch {
            logger.error("old calls can't be forgotten", metadata: ["error": "\(error)"])
        }
    }
}
