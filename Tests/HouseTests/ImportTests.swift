import Foundation
import Testing

/// The arrows of the house: who may know whom. Only the server joins AGI, rules and store.
@Suite("the house") struct ImportTests {
    /// For each folder in Sources, the modules of ours and the heavy libraries it may import.
    static let allowed: [String: Set<String>] = [
        "Routing": [],
        "AGI": ["NIOCore", "NIOPosix", "Logging"],
        "AMI": ["Crypto", "Logging", "NIOCore", "NIOPosix", "NIOSSL"],
        "CallControl": [],
        "CPhoneNumber": [],
        "PhoneNumbers": ["CPhoneNumber", "Routing"],
        "OfficeFile": ["Routing", "Yams"],
        "Storage": ["GRDB"],
        "CCurl": [],
        "Alerts": ["CCurl", "Crypto"],
        "SwitchboardServer": [
            "AGI", "AMI", "Alerts", "CallControl", "Crypto", "Dispatch", "Hummingbird", "Logging", "NIOCore",
            "NIOPosix", "OfficeFile", "PhoneNumbers", "Routing", "ServiceLifecycle", "Storage", "Subprocess",
            "UnixSignals",
        ],
        "switchboard": [
            "AGI", "AMI", "Alerts", "ArgumentParser", "AsyncHTTPClient", "Configuration", "Logging", "NIOCore",
            "OfficeFile",
            "PhoneNumbers", "Routing", "Storage", "SwitchboardServer",
        ],
    ]
    /// What comes with the toolchain and does no IO of its own accord.
    static let everywhere: Set<String> = ["Foundation", "Synchronization", "Glibc"]

    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    @Test("every folder of Sources has its arrows written down")
    func complete() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
        #expect(Set(folders) == Set(Self.allowed.keys))
    }

    @Test("imports go where the arrows go", arguments: allowed.keys.sorted())
    func imports(target: String) throws {
        let allowed = try #require(Self.allowed[target]).union(Self.everywhere)
        for (file, text) in try Self.swiftFiles(in: target) {
            for imported in Self.imports(of: text) {
                #expect(allowed.contains(imported), "\(file) imports \(imported)")
            }
        }
    }

    @Test("the decision and the machines of live calls read no clock, draw no lots and do no IO")
    func purity() throws {
        for (file, text) in try Self.swiftFiles(in: "Routing") + Self.swiftFiles(in: "CallControl") {
            for word in [
                "Date()", "Date.now", "Clock", "FileManager", "FileHandle", ".random(", "print(", "ProcessInfo",
            ] {
                #expect(!text.contains(word), "\(file) uses \(word)")
            }
        }
    }

    @Test("the reader of imports reads them")
    func reader() {
        let text = "import Foundation\npublic import NIOCore\n@testable import struct Routing.Office\n// import Not\n"
        #expect(Self.imports(of: text) == ["Foundation", "NIOCore", "Routing"])
    }

    private static func imports(of text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            line.firstMatch(
                of:
                    /^\s*(?:@\w+\s+)*(?:public |internal |private |package )?import\s+(?:(?:struct|class|enum|func|protocol|typealias)\s+)?(\w+)/
            ).map { String($0.1) }
        }
    }

    private static func swiftFiles(in target: String) throws -> [(String, String)] {
        let folder = root.appending(path: "Sources/\(target)")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        if !["CPhoneNumber", "CCurl"].contains(target) { #expect(!names.isEmpty) }
        return try names.map {
            ("\(target)/\($0)", try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
        }
    }
}
