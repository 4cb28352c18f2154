import ArgumentParser
import Configuration
import Foundation
import OfficeFile
import Routing
import Storage
import SwitchboardServer

/// What every subcommand takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: "The database. Also SWITCHBOARD_DATABASE, or `database` in the settings file.")
    var database: String?

    @Option(help: "The settings file (YAML). Without it /etc/switchboard/switchboard.yaml, if it is there.")
    var config: String?

    @Flag(help: "Print JSON instead of a table.")
    var json = false

    /// Flags first, then the environment (`SWITCHBOARD_…`), then the file.
    func settings() async throws -> Settings {
        let file = InMemoryProvider(values: [
            "filePath": .init(.string(config ?? "/etc/switchboard/switchboard.yaml"), isSecret: false),
            "allowMissing": .init(.bool(config == nil), isSecret: false),
        ])
        do {
            let reader = ConfigReader(providers: [
                EnvironmentVariablesProvider().prefixKeys(with: "switchboard"),
                try await FileProvider<YAMLSnapshot>(config: ConfigReader(provider: file)),
            ])
            return Settings(reader: reader, database: database)
        } catch {
            throw Refusal("\(config ?? "settings"): can't be read: \(error)")
        }
    }

    /// Opens the store and does something with it; what can't be done is refused in the store's own words.
    func refusing<Result>(_ body: (OfficeRepository) throws -> Result) async throws -> Result {
        let path = try await settings().database
        do {
            return try body(try OfficeRepository(database: path))
        } catch let refusal as Refusal {
            throw refusal
        } catch let usage as ValidationError {
            throw usage
        } catch {
            throw Refusal("\(error)")
        }
    }

    /// Makes one change and tells what it was.
    func make(_ change: OfficeChange) async throws {
        let made = try await refusing { try $0.make(change, author: Author.name) }
        guard !json else { return try print(json: made) }
        Swift.print(
            made.items.isEmpty
                ? "Nothing changes: it is so already." : "\(change). In force as revision \(made.revision).")
    }

    func print(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .milliseconds
        Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

/// An office file named on the command line.
enum OfficeArgument {
    /// Reads and checks it; the reasons of a refusal name file, line and key.
    static func read(_ path: String, numbering: any NumberingPlan) throws -> CheckedOffice {
        let (text, name): (String, String)
        if path == "-" {
            (text, name) = (
                String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self), "standard input"
            )
        } else {
            do {
                (text, name) = (try String(contentsOfFile: path, encoding: .utf8), path)
            } catch {
                throw Refusal("\(path): can't be read: \(error.localizedDescription)")
            }
        }
        do {
            return try OfficeFile.read(text, named: name, numbering: numbering) { warning in
                FileHandle.standardError.write(Data("\(warning)\n".utf8))
            }
        } catch {
            throw Refusal("\(error)")
        }
    }
}
