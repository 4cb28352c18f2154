import Foundation
import Storage

/// Who talked with an outside number, and when last.
public struct RecordedTalk: Sendable, Encodable {
    /// E.164.
    public let number: String
    /// The user's extension.
    public let user: String
    /// When they talked last.
    public let date: Date
}

extension OfficeRepository {
    /// Talks, newest first; `nil` is any number or user.
    public func talks(with number: String?, of user: String?, limit: Int) throws -> [RecordedTalk] {
        try store.talks(limit: limit, number: number, user: user).map {
            RecordedTalk(number: $0.number, user: $0.user, date: $0.date)
        }
    }

    /// Erases talks; `nil` is any number or user.
    ///
    /// - Returns: how many there were.
    public func forgetTalks(with number: String?, of user: String?) throws -> Int {
        try store.forgetTalks(number: number, user: user)
    }
}
