extension PBXConfiguration {
    /// The PBX's manager.conf: on loopback, with Switchboard's own part.
    func managerConf(ports: PortBlock, secret: String, includes: Bool) -> String {
        var lines = ["[general]", "enabled=yes", "bindaddr=127.0.0.1", "port=\(ports.pbxAMI)"]
        if includes { lines.append("#include \"switchboard/manager.conf\"") }
        if !channelVariables.isEmpty {
            lines += ["[general](+)", "channelvars=\(channelVariables.joined(separator: ","))"]
        }
        return (lines + accounts.flatMap { $0.section(secret: secret) }).joined(separator: "\n")
    }

    /// Every record Asterisk makes, of calls that nobody took too.
    static let cdrConf = """
        [general]
        enable=yes
        unanswered=yes
        congestion=yes
        """

    /// ``CDRRecord`` reads it.
    static let cdrCustomConf =
        "[mappings]\n\(CDRRecord.file) => "
        + CDRRecord.fields.map { "${CSV_QUOTE(${CDR(\($0))})}" }.joined(separator: ",")

    /// What the bench itself wants of the PBX, besides what its modules.conf loads.
    static func loading(_ modules: String) -> String {
        let wanted = ["cdr_custom", "func_cdr", "func_strings", "res_cdrel_custom"]
        let missing = wanted.map { "load => \($0).so" }.filter { !modules.contains($0) }
        return ([modules] + missing).joined(separator: "\n")
    }
}
