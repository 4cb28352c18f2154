/// An office without errors: every name it refers to exists, every number is E.164, every dial string is safe to build.
public struct CheckedOffice: Sendable {
    /// The office, its numbers rewritten to E.164.
    public private(set) var office: Office
    /// What is worth a second look.
    public let warnings: [OfficeProblem]
    /// Every outside number in it, read, by its E.164 form.
    let numbers: [String: PhoneNumber]

    /// Checks the whole office.
    ///
    /// - Parameter earlier: the same office before a change: E.164 numbers that were read then are not read again, which
    ///   is most of the work in a large office.
    /// - Throws: every error found, in the order of the file.
    public init(
        _ office: Office, numbering: any NumberingPlan, earlier: CheckedOffice? = nil
    ) throws(OfficeProblems) {
        var check = OfficeCheck(office, numbering: numbering, known: earlier?.numbers ?? [:])
        check.run()
        guard check.problems.allSatisfy({ $0.severity == .warning }) else { throw OfficeProblems(check.problems) }
        self.office = check.office
        warnings = check.problems
        numbers = check.numbers
    }

    /// The same office with what commands keep of one that stood before: its overrides, and the numbers of lists that
    /// the office file leaves to commands.
    ///
    /// - Parameters:
    ///   - earlier: the lists that stood.
    ///   - overrides: the overrides that stood.
    public func keeping(lists earlier: [CallerList], overrides: [ScheduleOverride]) -> CheckedOffice {
        var kept = self
        let schedules = Set(office.schedules.map(\.name))
        kept.office.overrides = overrides.filter { schedules.contains($0.schedule) }
        kept.office.lists = office.lists.map { list in
            guard list.numbers == nil else { return list }
            let before = earlier.first { $0.name == list.name }
            return CallerList(name: list.name, numbers: before?.numbers ?? [])
        }
        let named = Set(office.lists.map(\.name))
        kept.office.lists += earlier.filter { !named.contains($0.name) }
        return kept
    }
}
