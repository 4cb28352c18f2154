import AsteriskBench
import Foundation
import Testing

/// How many calls at once the machine bears before audio gets gaps: a measurement, run when BENCH_LOAD says how many.
@Suite("The bench under load", .enabled(if: ProcessInfo.processInfo.environment["BENCH_LOAD"] != nil))
struct BenchLoadTests {
    @Test("Calls at once, and the longest gap in what anybody is sent")
    func calls() async throws {
        let count = Int(ProcessInfo.processInfo.environment["BENCH_LOAD"] ?? "") ?? 30
        let phones = (0..<count).map { "\(3_000 + $0)" }
        let bench = try await Bench.start { _ in
            var configuration = PBXConfiguration(
                folder: Bench.repository.appending(path: "asterisk-conf"), phones: phones.map { Phone($0) })
            configuration.files["extensions.conf"] = """
                [switchboard-inbound]
                exten => _3XXX,1,Dial(PJSIP/${EXTEN},15)
                """
            return configuration
        }
        let stolen = Machine.stolen
        print(
            "start-up: pbx \(bench.pbx.startUpTime) s, world \(bench.world.asterisk.startUpTime) s, all \(bench.startUpTime) s"
        )
        for phone in phones { bench.world.party(phone, .answers(after: 1)) }
        let calls = try await withThrowingTaskGroup(of: CallerLeg.self) { group in
            for phone in phones {
                group.addTask { try await bench.call(from: .trunk("+7903555\(phone)"), to: phone) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for call in calls { try await call.leg.answered(within: 30) }
        try await Task.sleep(for: .seconds(2))
        let before = bench.wire.packetCount
        let start = WireTime.now
        let sounds = try await withThrowingTaskGroup(of: Sound.self) { group in
            for call in calls { group.addTask { try await call.leg.hears(for: 10) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let sent = calls.map { $0.leg.longestGapSent(from: start, to: start + 10) }
        let packets = Double(bench.wire.packetCount - before) / 10
        print(
            """
            \(count) calls: \(packets) packets/s of \(count * 200) wanted, \
            longest gap heard \(sounds.map(\.longestGap).max() ?? 0) s, sent by the world \(sent.max() ?? 0) s, \
            longest silence \(sounds.map(\.longestSilence).max() ?? 0) s; \
            the host took \(Machine.stolen - stolen) s of processor time meanwhile
            """)
        #expect(sounds.allSatisfy { $0.longestSilence < 1 })
        await bench.stop()
    }
}
