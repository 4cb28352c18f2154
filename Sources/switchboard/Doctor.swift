import ArgumentParser
import Foundation
import SwitchboardServer

/// `switchboard doctor`: whether all is well, and what to do where it is not.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the installation. Exit code 0: no error; 1: something must be done.")

    @OptionGroup var global: GlobalOptions

    /// What was looked at, and how it is.
    struct Finding: Encodable {
        enum State: String, Encodable {
            case ok, warning, error
        }

        let check: String
        let state: State
        let says: String
        /// What to do; `nil`: nothing.
        let advice: String?

        static func ok(_ check: String, _ says: String) -> Self {
            Self(check: check, state: .ok, says: says, advice: nil)
        }

        static func warning(_ check: String, _ says: String, _ advice: String) -> Self {
            Self(check: check, state: .warning, says: says, advice: advice)
        }

        static func error(_ check: String, _ says: String, _ advice: String) -> Self {
            Self(check: check, state: .error, says: says, advice: advice)
        }
    }

    func run() async throws {
        let settings = try await global.settings()
        let server: ServerSettings?
        var findings: [Finding] = []
        do {
            server = try settings.server(listen: nil)
            findings.append(.ok("settings", "read"))
        } catch {
            server = nil
            findings.append(.error("settings", "\(error)", "serve does not start with these: mend that setting"))
        }
        findings += DatabaseFindings(settings: settings, server: server).findings
        findings += await ServerFindings(settings: settings, server: server).findings
        try show(findings)
        if findings.contains(where: { $0.state == .error }) { throw ExitCode(1) }
    }

    private func show(_ findings: [Finding]) throws {
        guard !global.json else { return try global.print(json: findings) }
        for finding in findings {
            let state = finding.state.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
            let check = finding.check.padding(toLength: 10, withPad: " ", startingAt: 0)
            print("\(state) \(check) \(finding.says.printable)")
            if let advice = finding.advice { print("\(String(repeating: " ", count: 20))\(advice.printable)") }
        }
    }
}
