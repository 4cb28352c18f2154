import Foundation

extension World {
    /// Has somebody call the PBX, by a call file (pbx_spool.c).
    /// - Parameters:
    ///   - id: stands in the INVITE's X-Bench-Call header; hexadecimal digits.
    ///   - number: the request URI's user part.
    ///   - script: what the caller does from the answer on.
    ///   - patience: seconds until he gives up (CANCEL).
    func originate(id: String, from caller: Caller, to number: String, script: PartyScript, patience: Double) throws {
        var variables = [
            "BENCH_CALL": id,
            "BENCH_TO": Self.escaped(number),
            "BENCH_SCRIPT": script.text,
            "BENCH_PATIENCE": "\(patience)",
        ]
        switch caller {
        case .phone(let name): variables["BENCH_NUMBER"] = Self.base64(name)
        case .trunk(let number, let name, let trunk):
            variables["BENCH_NUMBER"] = number.map(Self.base64) ?? ""
            variables["BENCH_NAME"] = Self.base64(name)
            variables["BENCH_TRUNK"] = trunk
        }
        var lines = ["Channel: Local/\(id)@bench-call/n", "Application: Wait", "Data: 1", "WaitTime: 3600"]
        // Inherited by the PJSIP channel that Dial makes.
        lines += variables.map { "Setvar: __\($0)=\($1)" }
        // pbx_spool skips lines of 1,024 bytes and more.
        if let long = lines.first(where: { $0.utf8.count > 1_000 }) {
            throw BenchError("too long to call with: \(long)")
        }
        let spool = asterisk.directory.appending(path: "spool")
        let draft = spool.appending(path: "tmp/\(id).call")
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: draft)
        // Renamed into place: the spool never sees half a file.
        try FileManager.default.moveItem(at: draft, to: spool.appending(path: "outgoing/\(id).call"))
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    /// For a user part in a dial string: what Dial or a URI would read otherwise goes as %XX (RFC 3986 section 2.1).
    private static func escaped(_ user: String) -> String {
        user.utf8.map { byte in
            let isPlain = UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
            return isPlain || "+*._".utf8.contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        .joined()
    }
}
