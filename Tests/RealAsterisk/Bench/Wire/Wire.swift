import Foundation
import Glibc
import Synchronization

/// The wire between the PBX and the world: one capture, kept in memory, and questions to it that wait for their answer.
public final class Wire: Sendable {
    struct Waiter {
        /// Looks for the answer; nil while it is not there.
        let look: @Sendable (WireRecord) -> (any Sendable)?
        /// Whether to look with every packet of audio, too; else with SIP messages only. There are thousands a second.
        let everyPacket: Bool
        let continuation: CheckedContinuation<(any Sendable)?, Never>
    }

    struct State {
        var record: WireRecord
        var waiters: [UUID: Waiter] = [:]
        var listeners: [@Sendable (Dialog, Dialog.Entry) -> Void] = []
        var failure: String?
    }

    let state: Mutex<State>
    /// The capture as a file, for Wireshark.
    public let file: URL
    /// What the PBX may be heard to say.
    let prompts: PromptLibrary
    private let process: GuardedProcess

    /// Starts tcpdump on the PBX's ports and waits until it captures.
    init(ports: PortBlock, prompts: PromptLibrary, file: URL) async throws {
        self.file = file
        self.prompts = prompts
        state = Mutex(State(record: WireRecord(ports: ports)))
        let rtp = ports.pbxRTP
        let filter = "udp port \(ports.pbxSIP) or udp portrange \(rtp.lowerBound)-\(rtp.upperBound)"
        // Immediate: packets are handed over as they come, not once a second. Then the ring's frames are as long as the
        // snap length, so both are given, or 2 MB would hold 32 packets.
        let command = [
            "tcpdump", "-i", "lo", "-n", "-U", "--immediate-mode", "-s", "4096", "-B", "16384", "-w", "-", filter,
        ]
        try Data().write(to: file)
        process = try GuardedProcess(command, readOutput: true, log: file.path + ".log")
        let copy = try FileHandle(forWritingTo: file)
        let output = process.output
        let started = Mutex(false)
        Thread.detachNewThread { [weak self] in
            var reader = PcapReader()
            var buffer = [UInt8](repeating: 0, count: 262_144)
            while true {
                let count = read(output, &buffer, buffer.count)
                guard count > 0, let self else { break }
                copy.write(Data(buffer[..<count]))
                started.withLock { $0 = true }
                do { try self.take(buffer[..<count], with: &reader) } catch { self.fail("\(error)") }
            }
            close(output)
            self?.fail("tcpdump has ended")
        }
        // tcpdump writes the file's header when the socket is open, and sees every packet from then on.
        let deadline = ContinuousClock.now + .seconds(10)
        while !started.withLock(\.self) {
            guard ContinuousClock.now < deadline else {
                let said = (try? String(contentsOfFile: file.path + ".log", encoding: .utf8)) ?? ""
                throw BenchError("tcpdump does not capture: \(said)")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// All dialogs so far, in order of their INVITEs.
    public var dialogs: [Dialog] { state.withLock { $0.record.allDialogs } }

    /// How many packets were captured.
    public var packetCount: Int { state.withLock { $0.record.packetCount } }

    /// Calls back for every SIP message from now on, in order, on the capture's thread.
    public func listen(_ listener: @escaping @Sendable (Dialog, Dialog.Entry) -> Void) {
        state.withLock { $0.listeners.append(listener) }
    }

    func stop() async { await process.stop() }

    private func take(_ bytes: ArraySlice<UInt8>, with reader: inout PcapReader) throws {
        var news: [(Dialog, Dialog.Entry)] = []
        let (done, listeners) = try state.withLock { state in
            try reader.read(bytes) { datagram in
                guard let dialog = state.record.add(datagram), let entry = dialog.entries.last else { return }
                news.append((dialog, entry))
            }
            var done: [(CheckedContinuation<(any Sendable)?, Never>, any Sendable)] = []
            for (id, waiter) in state.waiters where waiter.everyPacket || !news.isEmpty {
                guard let answer = waiter.look(state.record) else { continue }
                state.waiters[id] = nil
                done.append((waiter.continuation, answer))
            }
            return (done, state.listeners)
        }
        for (continuation, answer) in done { continuation.resume(returning: answer) }
        for (dialog, entry) in news { for listener in listeners { listener(dialog, entry) } }
    }

    private func fail(_ reason: String) {
        let waiters = state.withLock { state in
            state.failure = state.failure ?? reason
            defer { state.waiters.removeAll() }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.continuation.resume(returning: nil) }
    }
}
