import Foundation
import Storage

/// A change of the rules, as the history tells it.
public struct RuleChange: Sendable, Encodable {
    /// The revision it made.
    public let revision: Int
    /// When.
    public let date: Date
    /// Who.
    public let author: String
    /// Why, in his words.
    public let comment: String
    /// What: `changed user 101`.
    public let items: [String]

    init(_ change: Change) {
        revision = change.revision
        date = change.date
        author = change.author
        comment = change.comment
        items = change.items.map { "\($0.effect.rawValue) \($0.id.kind) \($0.id.key)" }
    }
}

extension OfficeRepository {
    /// The newest changes first.
    public func history(limit: Int) throws -> [RuleChange] {
        try store.history(limit: limit).map(RuleChange.init)
    }

    /// Takes the newest change back, as a change of its own.
    ///
    /// - Throws: `StorageError.nothingToUndo` when there is none.
    public func undo(author: String) throws -> RuleChange {
        RuleChange(try store.undo(author: author))
    }
}
