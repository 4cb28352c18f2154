import ArgumentParser
import SwitchboardServer

struct Undo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take the newest change back, as a change of its own: undo again to have it back.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let change = try await global.refusing { try $0.undo(author: Author.name) }
        guard !global.json else { return try global.print(json: change) }
        for item in change.items { print(item) }
        print("In force as revision \(change.revision).")
    }
}
