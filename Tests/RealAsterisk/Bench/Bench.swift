import Foundation
import Synchronization

/// The PBX under test, the world around it, and the wire between them.
///
/// Start one for a test process and share it: scenarios run side by side as long as their numbers differ. Nothing of it
/// outlives the process.
public final class Bench: Sendable {
    /// The Asterisk under test.
    public let pbx: AsteriskInstance
    /// Everybody else.
    public let world: World
    /// What was sent between them.
    public let wire: Wire
    /// From nothing to ready, in seconds.
    public let startUpTime: Double
    /// Where scenarios leave what they saw.
    public let logs: URL
    /// The PBX's sounds as this process sees them: `sounds/it/switchboard/welcome.wav`. More may be written to them.
    public let sounds: URL
    /// The secret of AMI's accounts that name none of their own.
    public let amiSecret: String
    let ports: PortBlock
    /// How many have logged in to AMI.
    let operators = Atomic<Int>(0)

    private init(
        pbx: AsteriskInstance, world: World, wire: Wire, sounds: URL, amiSecret: String, ports: PortBlock, logs: URL,
        startUpTime: Double
    ) {
        self.pbx = pbx
        self.world = world
        self.wire = wire
        self.sounds = sounds
        self.amiSecret = amiSecret
        self.ports = ports
        self.logs = logs
        self.startUpTime = startUpTime
    }

    /// What somebody who works with the PBX must know before it starts.
    public struct Surroundings: Sendable {
        /// The PBX's directory as this process sees it; `etc` and `run/asterisk.ctl` will be in it.
        public let pbxDirectory: URL
        /// The same as the PBX sees it.
        public let pbxDirectoryInside: String
        /// `sip:somebody@127.0.0.1:PORT` is somebody in the world.
        public let worldPort: UInt16
        /// Where the PBX's sounds will be, a folder for each language, as this process sees them.
        public let sounds: URL
        /// Where the PBX's AMI will listen, on loopback.
        public let amiPort: UInt16
        /// The secret of AMI's accounts that name none of their own.
        public let amiSecret: String
    }

    /// Starts both Asterisks and the capture at the same time, and waits for all.
    /// - Parameters:
    ///   - repository: the folder with Package.swift; logs go to its bench-logs, or to $SWITCHBOARD_BENCH_LOGS.
    ///   - prepare: is told where things will be and may change the PBX's configuration before it starts.
    public static func start(
        repository: URL = Bench.repository,
        prepare: @Sendable (Surroundings) async throws -> PBXConfiguration
    ) async throws -> Bench {
        let root = try await AsteriskRoot.find(repository: repository)
        let started = ContinuousClock.now
        let ports = try PortBlock()
        let inside = "/tmp/switchboard-bench-\(ports.pbxSIP)"
        // The lock on the ports is ours, so whatever is there belongs to a run that is dead.
        try await removeRemains(root.outside(inside))
        let pbxDirectory = URL(filePath: root.outside(inside + "-pbx"))
        let data = DataDirectory(root: root, inside: inside + "-pbx/data")
        let amiSecret = String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
        let configuration = try await prepare(
            Surroundings(
                pbxDirectory: pbxDirectory, pbxDirectoryInside: inside + "-pbx", worldPort: ports.proxySIP,
                sounds: data.sounds, amiPort: ports.pbxAMI, amiSecret: amiSecret))
        let files = try configuration.composed(ports: ports, amiSecret: amiSecret)
        let folder = ProcessInfo.processInfo.environment["SWITCHBOARD_BENCH_LOGS"]
        let logs = folder.map { URL(filePath: $0) } ?? repository.appending(path: "bench-logs")
        try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
        try data.make()
        async let sounds: Void = data.makeSounds(prompts: configuration.folder?.appending(path: "sounds"))
        async let world = World(root: root, directory: inside + "-world", ports: ports, amiSecret: amiSecret)
        async let wire = Wire(
            ports: ports, prompts: PromptLibrary(sounds: data.sounds),
            file: logs.appending(path: "capture-\(ports.pbxSIP).pcap"))
        async let pbx = AsteriskInstance(
            name: "pbx", root: root, directory: inside + "-pbx", files: files, data: data)
        try await sounds
        return try await Bench(
            pbx: pbx, world: world, wire: wire, sounds: data.sounds, amiSecret: amiSecret, ports: ports, logs: logs,
            startUpTime: started.duration(to: .now) / .seconds(1))
    }

    /// Ends everything; without it the end of the process does.
    public func stop() async {
        await pbx.stop()
        await world.stop()
        await wire.stop()
    }

    /// The repository this file is in.
    public static var repository: URL {
        URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "../../..")
            .standardizedFileURL
    }

    private static func removeRemains(_ path: String) async throws {
        for suffix in ["-pbx", "-world"] where FileManager.default.fileExists(atPath: path + suffix) {
            let remover = try GuardedProcess(["true"], log: "/dev/null", directoryToRemove: path + suffix)
            await remover.stop()
        }
    }
}
