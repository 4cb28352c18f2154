import Foundation
import Synchronization

/// Everybody who is not the PBX: carriers' subscribers, mobiles, desk phones, SIP addresses. A second Asterisk, a proxy
/// before it, and hand-written SIP where an Asterisk is too well-behaved.
public final class World: Sendable {
    /// Plays whoever answers or rings.
    public let asterisk: AsteriskInstance
    let directory = PartyDirectory()
    let ports: PortBlock
    let amiSecret: String
    private let proxy: WorldProxy
    private let callers = Atomic<Int>(0)

    init(root: AsteriskRoot, directory inside: String, ports: PortBlock, amiSecret: String) async throws {
        self.ports = ports
        self.amiSecret = amiSecret
        proxy = try WorldProxy(ports: ports, directory: directory)
        asterisk = try await AsteriskInstance(
            name: "world", root: root, directory: inside, files: Self.files(ports: ports, amiSecret: amiSecret))
    }

    /// Where the PBX finds the world: the port of `sip:somebody@127.0.0.1:PORT`.
    public var port: UInt16 { ports.proxySIP }

    /// Sets how a party behaves from now on: call by call through the list, then as the last.
    /// - Parameter user: the number or user part called; "NUMBER@TRUNK" on that trunk only; "@TRUNK" whoever is called
    ///   there.
    public func party(_ user: String, _ behaviours: Party...) {
        party(user, behaviours)
    }

    /// The same.
    public func party(_ user: String, _ behaviours: [Party]) { directory.set(user, behaviours) }

    /// Registers a phone declared with `.registered`. - Throws: `BenchError` unless the PBX says 200.
    public func register(_ phone: String) async throws {
        let status = await proxy.register(phone, seconds: 3_600)
        guard status == 200 else { throw BenchError("REGISTER of \(phone): \(status)") }
    }

    /// Takes the registration away. - Throws: `BenchError` unless the PBX says 200.
    public func unregister(_ phone: String) async throws {
        let status = await proxy.register(phone, seconds: 0)
        guard status == 200 else { throw BenchError("REGISTER of \(phone), expires 0: \(status)") }
    }

    func stop() async {
        proxy.close()
        await asterisk.stop()
    }

    func nextCallerTone() -> Tone {
        let turn = callers.wrappingAdd(1, ordering: .relaxed).newValue
        return Tone.ofCallers[turn % Tone.ofCallers.count]
    }
}
