import Testing

@testable import AMI

/// How a transcript's bytes are cut into reads.
enum Chunks: CustomTestStringConvertible, CaseIterable {
    case whole, bytes, randomA, randomB, randomC

    var testDescription: String { "\(self)" }

    func cut(_ bytes: [UInt8]) -> [[UInt8]] {
        var generator = SplitMix(state: UInt64(Self.allCases.firstIndex(of: self) ?? 0))
        var rest = bytes[...]
        var chunks: [[UInt8]] = []
        while !rest.isEmpty {
            let length =
                switch self {
                case .whole: rest.count
                case .bytes: 1
                case .randomA, .randomB, .randomC: Int.random(in: 1...40, using: &generator)
                }
            chunks.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return chunks
    }
}

/// A small generator with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension MachineDriver {
    /// Replays a recorded connection against a machine of the same account, and checks that the machine writes what
    /// was written then.
    static func replay(
        _ name: String, _ chunks: Chunks, username: String = "switchboard",
        secret: String = "s3cret-of-the-transcripts",
        events: Set<AMIEventClass>? = nil
    ) throws -> MachineDriver {
        var driver = MachineDriver(events: events, secret: secret, username: username)
        for turn in try Transcript(named: name).turns {
            switch turn {
            case .asterisk(let bytes):
                for chunk in chunks.cut(bytes) { driver.receive(chunk) }
            case .action(let lines):
                try driver.ask(lines)
                #expect(driver.written.removeFirst() == lines.map { $0 + "\r\n" }.joined() + "\r\n")
            case .close:
                driver.receiveEOF()
            }
        }
        #expect(driver.written.isEmpty)
        return driver
    }

    /// The login is the machine's own doing, a Ping comes of silence, all else is asked for.
    private mutating func ask(_ lines: [String]) throws {
        let fields = lines.map { line in
            let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
            return AMIAction.Field(parts[0], parts[1])
        }
        try #require(fields.prefix(2).map(\.name) == ["Action", "ActionID"])
        switch fields[1].value {
        case "t-login": break
        case "t-ping": timeOut(.connection)
        default:
            let id = try #require(Int(fields[1].value.dropFirst(2)))
            send(AMIAction(fields[0].value, Array(fields.dropFirst(2))), id: id)
        }
    }
}
