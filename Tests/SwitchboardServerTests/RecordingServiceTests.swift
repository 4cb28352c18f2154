import Foundation
import Logging
import Storage
import Synchronization
import Testing

@testable import SwitchboardServer

/// Recordings in a folder of the test's own, by a clock of the test's own.
@Suite("recordings are kept") final class RecordingServiceTests {
    private let path: String
    private let store: OfficeStore
    private let warnings = Warnings()
    private static let now = Date(timeIntervalSince1970: 1_790_000_000)

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "RecordingTests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
        store = try OfficeStore(path: path + "/office.db", access: .readWrite, now: { Self.now })
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private func service(quota: Int = 1_000_000, days: Int? = nil) -> RecordingService {
        RecordingService(
            RecordingSettings(path: path, quota: quota, days: days), store: store, logger: Logger(label: "test")
        ) { [warnings] bytes, _ in warnings.bytes.withLock { $0.append(bytes) } }
    }

    /// A recording that was written to last so many seconds ago.
    private func make(_ name: String, bytes: Int, ago: TimeInterval) throws {
        let file = path + "/" + name
        try Data(repeating: 0, count: bytes).write(to: URL(filePath: file))
        try FileManager.default.setAttributes(
            [.modificationDate: Self.now.addingTimeInterval(-ago)], ofItemAtPath: file)
    }

    private var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.contains("+") }.sorted() }
    }

    @Test("it warns once at 90 %, removes the oldest first at 100 %, and warns again after there was room")
    func quota() throws {
        let service = service()
        for (index, ago) in [300.0, 100, 200].enumerated() {
            try make("\(index).1+\(index).1+1.wav", bytes: 299_000, ago: ago)
        }
        service.look(at: Self.now)
        #expect(warnings.all == [])
        try make("3.1+3.1+1.wav", bytes: 10_000, ago: 90)
        service.look(at: Self.now)
        service.look(at: Self.now)
        #expect(warnings.all == [907_000])
        #expect(try files.count == 4)
        try make("4.1+4.1+1.wav", bytes: 100_000, ago: 80)
        service.look(at: Self.now)
        #expect(try files == ["1.1+1.1+1.wav", "2.1+2.1+1.wav", "3.1+3.1+1.wav", "4.1+4.1+1.wav"], "0 was the oldest")
        #expect(try store.recordings().map(\.call) == ["4.1", "3.1", "1.1", "2.1"])
        try make("5.1+5.1+1.wav", bytes: 300_000, ago: 70)
        service.look(at: Self.now)
        #expect(warnings.all == [907_000, 1_008_000])
        #expect(try files == ["1.1+1.1+1.wav", "3.1+3.1+1.wav", "4.1+4.1+1.wav", "5.1+5.1+1.wav"])
    }

    @Test("a recording under way is never removed, however large")
    func underWay() throws {
        try make("1.1+1.1+1.wav", bytes: 3_000_000, ago: 1)
        try make("2.1+2.1+1.wav", bytes: 100_000, ago: 50)
        service().look(at: Self.now)
        #expect(try files == ["1.1+1.1+1.wav"])
        #expect(try store.recordings().map(\.ended) == [nil])
    }

    @Test("what is too old is removed")
    func days() throws {
        try make("1.1+1.1+1.wav", bytes: 16_044, ago: 2 * 86_400 + 10)
        try make("2.1+2.1+1.wav", bytes: 16_044, ago: 2 * 86_400 - 10)
        service(days: 2).look(at: Self.now)
        #expect(try files == ["2.1+2.1+1.wav"])
    }

    @Test("a file without audio waits for the end of its call")
    func empty() throws {
        try make("1.1+1.1+1.wav", bytes: 44, ago: 3_600)
        try make("2.1+2.1+1.wav", bytes: 44, ago: 90_000)
        try make("1790000000.42+1790000000.42+1.wav", bytes: 44, ago: 60)
        try make("1790000000.42+1790000000.42+2.wav", bytes: 0, ago: 1)
        var call = CallRecord(id: "1790000000.42", began: Self.now, origin: .external, dialled: "1")
        call.ended = Self.now
        var leg = CallRecord.Leg(
            channel: call.id, channelName: "PJSIP/main-1", mark: "", isCaller: true, began: Self.now)
        leg.ended = Self.now
        call.legs = [leg]
        try store.save([call])
        service().look(at: Self.now)
        #expect(try files == ["1.1+1.1+1.wav", "1790000000.42+1790000000.42+2.wav"])
        #expect(try store.recordings().isEmpty)
    }

    @Test(
        "other files are not touched",
        arguments: ["1.1+1.1.wav", "1.1+1.1+0.wav", "1.1+1.1+x.wav", "1.1+1.1+1.txt", "1.1+1 1+1.wav", "+1.1+1.wav"])
    func others(name: String) throws {
        try make(name, bytes: 5_000_000, ago: 1_000_000)
        service(days: 1).look(at: Self.now)
        #expect(try files == [name])
        #expect(try store.recordings().isEmpty)
    }

    @Test("links lead out of the folder: they are none")
    func links() throws {
        let outside = path + "/outside.wav"
        try Data(repeating: 0, count: 100).write(to: URL(filePath: outside))
        try FileManager.default.createSymbolicLink(
            atPath: path + "/1.1+1.1+1.wav", withDestinationPath: outside)
        service().look(at: Self.now)
        #expect(try store.recordings().isEmpty)
    }

    @Test(
        "sizes in settings",
        arguments: [
            ("20 GB", 20_000_000_000), ("500MB", 500_000_000), ("1.5 tb", 1_500_000_000_000), ("900 kB", 900_000),
            ("17 B", 17), ("20", nil), ("GB", nil), ("-1 GB", nil), ("0 GB", nil), ("1e3 GB", nil), ("2000 TB", nil),
        ] as [(String, Int?)])
    func sizes(text: String, bytes: Int?) {
        #expect(ByteCount.read(text) == bytes)
    }

    @Test("sizes for people", arguments: [(18_340_000_000, "18.3 GB"), (48_044, "48 kB"), (999, "999 B"), (0, "0 B")])
    func texts(bytes: Int, text: String) {
        #expect(ByteCount.text(bytes) == text)
    }
}

/// What the recordings took when it warned.
private final class Warnings: Sendable {
    let bytes = Mutex<[Int]>([])
    var all: [Int] { bytes.withLock { $0 } }
}
