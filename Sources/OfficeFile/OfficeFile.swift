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
    ///   - warn: is told what is worth a second look in a file without errors.
    /// - Throws: every problem found, each with its line.
    public static func read(
        _ text: String, named name: String, numbering: any NumberingPlan, warn: (LocatedProblem) -> Void = { _ in }
    ) throws(OfficeFileError) -> CheckedOffice {
        let reader = OfficeReader(name: name)
        let office = reader.office(from: text)
        guard let office, !reader.hasErrors else { throw reader.error }
        do {
            let checked = try CheckedOffice(office, numbering: numbering)
            reader.error(with: checked.warnings).problems.forEach(warn)
            return checked
        } catch {
            throw reader.error(with: error.problems)
        }
    }
}
