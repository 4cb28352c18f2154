/// How digits become numbers: the one thing Routing asks of a numbering plan.
public protocol NumberingPlan: Sendable {
    /// Reads what somebody wrote or keyed.
    ///
    /// - Parameters:
    ///   - text: digits in any usual form: international, national, with spaces.
    ///   - region: ISO 3166-1 alpha-2; whose national form applies.
    /// - Returns: `nil` when it is not a possible number.
    func number(_ text: String, region: String) -> PhoneNumber?
    /// Whether these digits call an emergency service in the region (112, 103, …) and are dialled as they are.
    func isEmergency(_ digits: String, region: String) -> Bool
    /// Whether the plan knows this ISO 3166-1 alpha-2 region.
    func knows(region: String) -> Bool
}
