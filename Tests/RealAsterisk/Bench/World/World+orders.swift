extension World {
    /// Set on a channel to have its script go on.
    static let toldVariable = "BENCH_TOLD"
    private static let account = AMIAccount("bench", write: ["call"])

    static func managerConf(ports: PortBlock, secret: String) -> String {
        (["[general]", "enabled=yes", "bindaddr=127.0.0.1", "port=\(ports.worldAMI)"]
            + account.section(secret: secret)).joined(separator: "\n")
    }

    /// A connection by which channels are told what to do: a digit occupies it as long as it is.
    func player() async throws -> AMIOperator {
        try await AMIOperator(account: Self.account.name, secret: amiSecret, port: ports.worldAMI, file: nil)
    }

    /// The channel that plays a leg's party: its account code is the call's own name, or the Call-ID of a call from the PBX.
    /// - Throws: `BenchError` when there is none: the leg is over, refused by the proxy, or hand-written.
    func channel(of leg: ObservedLeg) async throws -> String {
        let dialog = leg.dialog
        let id = dialog.invite.header(Self.callHeader) ?? dialog.callID
        let deadline = ContinuousClock.now + .seconds(2)
        // The INVITE may be on its way yet.
        while true {
            if let channel = try await channel(named: id) { return channel }
            guard dialog.endedAt == nil, ContinuousClock.now < deadline else {
                throw BenchError("the world's Asterisk has no channel of \(leg.party):\n\(leg.dialog.ladder)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Hangs a caller up, before or after the answer: the channel itself, since the Local channel that made it is
    /// within Dial's U() and would not look up.
    func hangUp(call id: String) async throws {
        guard let channel = try await channel(named: id) else { throw BenchError("call \(id) is over already") }
        _ = try await asterisk.console("channel request hangup \(channel)")
    }

    private func channel(named id: String) async throws -> String? {
        try await asterisk.console("core show channels concise").split(separator: "\n")
            .first { $0.hasPrefix("PJSIP/") && $0.contains("!\(id)!") }?
            .split(separator: "!").first.map(String.init)
    }
}
