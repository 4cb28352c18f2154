import Routing

/// The office file: YAML that an administrator writes and reads.
public enum OfficeFile {
    /// The file format's version, the key `version` at its top.
    public static let version = 1

    /// Reads a whole file and checks it.
    ///
    /// - Parameters:
    ///   - text: the file.
    ///   - name: what messages call it.
    /// - Throws: every problem found, each with its line.
    public static func read(
        _ text: String, named name: String, numbering: any NumberingPlan
    ) throws(OfficeFileError) -> CheckedOffice {
        let reader = OfficeReader(name: name)
        let office = reader.office(from: text)
        guard let office, !reader.hasErrors else { throw reader.error }
        do {
            return try CheckedOffice(office, numbering: numbering)
        } catch {
            throw reader.error(with: error.problems)
        }
    }

    /// The warnings of an office that was read from this text, each with its line.
    public static func warnings(of checked: CheckedOffice, in text: String, named name: String) -> [LocatedProblem] {
        guard !checked.warnings.isEmpty else { return [] }
        let reader = OfficeReader(name: name)
        _ = reader.office(from: text)
        return reader.error(with: checked.warnings).problems
    }
}
