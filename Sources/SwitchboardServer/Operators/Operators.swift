import Foundation

/// What an operator may do with calls.
public enum OperatorRight: String, Sendable, Hashable, CaseIterable {
    case transfer, complete, cancel, callback
}

/// Who may command calls by AMI.
public struct Operators: Sendable {
    /// One operator.
    public struct Account: Sendable {
        /// What his commands are signed with.
        public var key: String
        /// What he may do.
        public var may: Set<OperatorRight>

        /// An operator with this key and these rights.
        public init(key: String, may: Set<OperatorRight>) {
            self.key = key
            self.may = may
        }
    }

    /// By name.
    public var accounts: [String: Account]
    /// Whoever may send UserEvents may command everything, unsigned: Asterisk's own permission is enough.
    public var trustsAccounts: Bool
    /// Commands that were taken lately, by operator and ActionID, and when: one that was overheard is not carried out
    /// again.
    private var taken: [String: Date] = [:]

    /// How far Time may be off, in seconds.
    private static let tolerance = 60.0

    /// These operators; none: nobody may command.
    public init(accounts: [String: Account] = [:], trustsAccounts: Bool = false) {
        self.accounts = accounts
        self.trustsAccounts = trustsAccounts
    }

    /// Whether a command may be carried out now. It is remembered as taken.
    public mutating func admit(_ command: CallCommand, at moment: Date) throws(OperatorRefusal) {
        if command.operator == nil, trustsAccounts { return }
        guard !accounts.isEmpty else { throw .off }
        let name = command.operator ?? ""
        guard let account = accounts[name] else { throw .stranger(name) }
        guard command.isSigned(with: account.key) else { throw .badSignature(name) }
        guard let signedAt = command.signedAt,
            abs(Double(signedAt) - moment.timeIntervalSince1970) <= Self.tolerance
        else { throw .badTime(name) }
        taken = taken.filter { moment.timeIntervalSince($0.value) <= 2 * Self.tolerance }
        let id = "\(name)\n\(command.actionID)"
        guard taken[id] == nil else { throw .repeated(command.actionID) }
        guard account.may.contains(command.order.right) else {
            throw .notAllowed(operator: name, command.order.right)
        }
        taken[id] = moment
    }
}
