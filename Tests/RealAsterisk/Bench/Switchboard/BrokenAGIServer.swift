import Dispatch
import Glibc

/// A FastAGI server that does what one in trouble does.
public final class BrokenAGIServer: Sendable {
    /// What goes wrong.
    public enum Trouble: String, Sendable, CaseIterable {
        /// Accepts and says nothing.
        case silent
        /// Closes without a word as soon as it is asked.
        case dying
        /// Says what is no AGI, then closes.
        case nonsense
        /// Answers well, but for the sentinel; then closes.
        case unfinished
        /// Closes in the middle of its answer.
        case cut
    }

    /// Where it listens.
    public let port: UInt16

    /// Listens on a free port until the process ends.
    public init(_ trouble: Trouble) throws {
        let (descriptor, port) = try TCP.listen(backlog: 16)
        self.port = port
        DispatchQueue(label: "broken-agi-\(trouble)").async {
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else { return }
                DispatchQueue.global().async { Self.serve(client, trouble) }
            }
        }
    }

    private static func serve(_ client: Int32, _ trouble: Trouble) {
        readEnvironment(client)
        switch trouble {
        case .silent:
            // Held until Asterisk gives up.
            var byte: UInt8 = 0
            while read(client, &byte, 1) > 0 {}
        case .dying: break
        case .nonsense: say(client, "HTTP/1.1 400 Bad Request\n")
        case .unfinished:
            say(client, "EXEC MSet \"SWITCHBOARD_STEP=hangup,SWITCHBOARD_CURSOR=1:1:r:-:-:\"\n")
            var reply = [UInt8](repeating: 0, count: 256)
            _ = read(client, &reply, reply.count)
        case .cut: say(client, "EXEC MSet \"SWITCHBOARD_STEP=hang")
        }
        close(client)
    }

    private static func readEnvironment(_ client: Int32) {
        var last: UInt8 = 0
        var byte: UInt8 = 0
        while read(client, &byte, 1) == 1 {
            if byte == 10, last == 10 { return }
            last = byte
        }
    }

    private static func say(_ client: Int32, _ text: String) {
        _ = text.withCString { write(client, $0, strlen($0)) }
    }
}
