import ArgumentParser
import PhoneNumbers
import Routing

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check an office file, or the office in force, without changing anything.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The office file; without it the office in force is checked.")
    var file: String?

    private struct Report: Encodable {
        let users, groups, queues, menus, schedules, numbers: Int
        let warnings: [String]
    }

    func run() async throws {
        let checked: CheckedOffice
        if let file {
            checked = try OfficeArgument.read(file, numbering: LibPhoneNumber())
        } else {
            checked = try await global.refusing { try $0.officeInForce().office }
        }
        let office = checked.office
        let report = Report(
            users: office.users.count, groups: office.groups.count, queues: office.queues.count,
            menus: office.menus.count, schedules: office.schedules.count, numbers: office.numbers.count,
            warnings: checked.warnings.map(\.description))
        guard !global.json else { return try global.print(json: report) }
        if file == nil { checked.warnings.forEach { print("warning: \($0)") } }
        print(
            "\(office.settings.name): no errors; warnings: \(checked.warnings.count); \(report.users) users, "
                + "\(report.groups) groups, \(report.queues) queues, \(report.menus) menus, "
                + "\(report.schedules) schedules, \(report.numbers) numbers")
    }
}
