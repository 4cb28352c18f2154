import ArgumentParser
import Routing
import SwitchboardServer

/// `switchboard list`: callers under a name.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Keep the lists of callers that rules ask for (list vip).",
        subcommands: [Show.self, Add.self, Remove.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the lists, or the numbers of one.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The list's name.") var name: String?

        func run() async throws {
            let lists = try await global.refusing { repository in
                let lists = try repository.officeInForce().office.office.lists
                if let name, !lists.contains(where: { $0.name == name }) { throw Refusal("there is no list \(name)") }
                return lists.filter { name == nil || $0.name == name }
            }
            guard !global.json else { return try global.print(json: lists) }
            for list in lists {
                print("\(list.name): \(list.numbers?.count ?? 0)")
                for number in list.numbers ?? [] { print("    \(number)") }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add callers to a list; a new name makes a new list.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The list's name.") var name: String
        @Argument(help: "Numbers in any usual form.") var numbers: [String]

        func run() async throws {
            let known = try await global.refusing { try $0.e164(numbers) }
            try await global.make(.addToList(name, known))
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take callers from a list.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The list's name.") var name: String
        @Argument(help: "Numbers in any usual form.") var numbers: [String]

        func run() async throws {
            let known = try await global.refusing { try $0.e164(numbers) }
            try await global.make(.removeFromList(name, known))
        }
    }
}

extension OfficeRepository {
    /// Numbers as the office's country writes them, in E.164.
    func e164(_ numbers: [String]) throws -> [String] {
        let country = try officeInForce().office.office.settings.country
        return try numbers.map { text in
            guard let number = numbering.number(text, region: country) else {
                throw Refusal("\(text) is not a telephone number; expected one like +74951234567")
            }
            return number.e164
        }
    }
}
