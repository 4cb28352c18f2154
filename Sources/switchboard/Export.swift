import ArgumentParser
import OfficeFile
import Routing
import SwitchboardServer

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the office in force as an office file.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let text = try await global.refusing { try OfficeFile.write(try $0.officeInForce().office.office) }
        print(text, terminator: "")
    }
}

extension OfficeRepository {
    /// The office in force, or a refusal that says how to get one.
    func officeInForce() throws -> (office: CheckedOffice, revision: Int) {
        guard let office = try office() else { throw Refusal("there is no office yet: switchboard apply FILE") }
        return office
    }
}
