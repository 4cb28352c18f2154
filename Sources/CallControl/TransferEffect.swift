/// What is to be told and kept of a transfer.
public enum TransferEffect: Sendable, Hashable {
    /// It begins.
    case started(Transfer)
    /// It has its outcome.
    case ended(Transfer)
}
