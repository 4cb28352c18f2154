import CallControl
import Foundation
import Routing
import Testing

@testable import SwitchboardServer

/// Which trunks can't be reached.
@Suite("trunks that are down") struct TrunkWatchTests {
    private let noon = Date(timeIntervalSince1970: 1_790_000_000)

    @Test("an outage is told after the grace, and its end at once")
    func outage() {
        var watch = TrunkWatch()
        #expect(watch.saw("main", .notInUse, at: noon) == nil)
        #expect(watch.saw("main", .unavailable, at: noon + 1) == nil)
        #expect(watch.settle(at: noon + 10.9).isEmpty)
        #expect(watch.saw("main", .unavailable, at: noon + 10.9) == nil)
        #expect(watch.settle(at: noon + 11) == [.down(trunk: "main", since: noon + 1)])
        #expect(watch.settle(at: noon + 30).isEmpty)
        #expect(watch.saw("main", .unavailable, at: noon + 31) == nil)
        #expect(watch.saw("main", .inUse, at: noon + 40) == .up(trunk: "main", since: noon + 1, until: noon + 40))
        #expect(watch.saw("main", .notInUse, at: noon + 41) == nil)
    }

    @Test(
        "what comes back in time, is unknown, or can't be seen is no outage",
        arguments: [DeviceState.notInUse, .unknown, .invalid])
    func short(state: DeviceState) {
        var watch = TrunkWatch()
        _ = watch.saw("main", .unavailable, at: noon)
        #expect(watch.saw("main", state, at: noon + 9) == nil)
        #expect(watch.settle(at: noon + 100).isEmpty)
        _ = watch.saw("main", .unavailable, at: noon + 101)
        watch.lost()
        #expect(watch.settle(at: noon + 200).isEmpty)
    }

    @Test("an outage from before this process is not told again, and its end is")
    func restart() {
        var watch = TrunkWatch(down: ["main": noon])
        #expect(watch.saw("main", .unavailable, at: noon + 100) == nil)
        #expect(watch.settle(at: noon + 200).isEmpty)
        #expect(watch.saw("main", .unknown, at: noon + 201) == nil)
        #expect(watch.saw("main", .ringing, at: noon + 202) == .up(trunk: "main", since: noon, until: noon + 202))
    }

    @Test(
        "the device of a dial string",
        arguments: [
            ("PJSIP/{number}@main", "PJSIP/main"), ("PJSIP/+{number}@main", "PJSIP/main"),
            ("PJSIP/main/sip:{number}@192.0.2.10", "PJSIP/main"), ("DAHDI/g1/{number}", nil),
            ("IAX2/main/{number}", nil),
            ("PJSIP/{number}", nil),
        ] as [(String, String?)])
    func devices(dial: String, device: String?) {
        #expect(Trunk(name: "t", dial: dial, callerId: "+74951234567", allow: []).device == device)
    }
}
