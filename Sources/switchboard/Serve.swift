import ArgumentParser
import Logging
import SwitchboardServer

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Answer Asterisk until stopped.")

    @OptionGroup var global: GlobalOptions

    @Option(help: "Where FastAGI listens, HOST:PORT. Also SWITCHBOARD_AGI_LISTEN. Port 0 takes a free one.")
    var listen: String?

    func run() async throws {
        let settings = try await global.settings()
        let server = try settings.server(listen: listen)
        let level = try settings.logLevel()
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        do {
            try await SwitchboardServer.run(server, logger: Logger(label: "switchboard"))
        } catch {
            throw Refusal("\(error)")
        }
    }
}
