import Foundation

/// What the PBX under test is made of.
public struct PBXConfiguration: Sendable {
    /// A folder with `sample` and `include`, as asterisk-conf has: sample's files go to etc, include's to
    /// etc/switchboard.
    public var folder: URL?
    /// Files that replace the folder's, by path relative to etc.
    public var files: [String: String] = [:]
    /// Global variables of the dialplan, over those of the files.
    public var globals: [String: String] = [:]
    /// Endpoints in `switchboard-internal`.
    public var phones: [Phone]
    /// Endpoints in `switchboard-inbound`.
    public var trunks: [Trunk]
    /// Who may use AMI.
    public var accounts: [AMIAccount] = [.switchboard, .operator]
    /// Variables of channels that AMI shows; none: those that etc/switchboard/manager.conf names.
    public var channelVariables: [String] = []

    /// - Parameter folder: asterisk-conf, or nil when `files` has all.
    public init(folder: URL?, phones: [Phone], trunks: [Trunk] = [Trunk("main")]) {
        self.folder = folder
        self.phones = phones
        self.trunks = trunks
    }
}

extension PBXConfiguration {
    /// All files of etc.
    /// - Parameter amiSecret: of accounts that name none of their own.
    func composed(ports: PortBlock, amiSecret: String) throws -> [String: String] {
        var all: [String: String] = [:]
        if let folder {
            try Self.read(folder.appending(path: "sample"), into: &all, under: "")
            try Self.read(folder.appending(path: "include"), into: &all, under: "switchboard/")
        }
        all["rtp.conf"] = Self.rtpConf(ports.pbxRTP)
        all["logger.conf"] = Self.loggerConf
        all["pjsip.conf"] = pjsipConf(ports: ports, includes: all["switchboard/pjsip.conf"] != nil)
        all["manager.conf"] = managerConf(
            ports: ports, secret: amiSecret, includes: all["switchboard/manager.conf"] != nil)
        all["cdr.conf"] = Self.cdrConf
        all["cdr_custom.conf"] = Self.cdrCustomConf
        all.merge(files) { _, replacement in replacement }
        if let modules = all["modules.conf"] { all["modules.conf"] = Self.loading(modules) }
        if !globals.isEmpty {
            let lines = globals.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
            all["extensions.conf", default: ""] += "\n[globals](+)\n" + lines.joined(separator: "\n")
        }
        return all
    }

    static func rtpConf(_ range: ClosedRange<UInt16>) -> String {
        "[general]\nrtpstart=\(range.lowerBound)\nrtpend=\(range.upperBound)\nicesupport=no"
    }

    /// Verbose: what each call did in the dialplan is in the log of a failed scenario.
    static let loggerConf = """
        [general]
        dateformat=%T.%3q
        [logfiles]
        messages.log => error,warning,notice,verbose(3)
        """

    private static func read(_ folder: URL, into files: inout [String: String], under prefix: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".conf") {
            files[prefix + name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }
    }
}
