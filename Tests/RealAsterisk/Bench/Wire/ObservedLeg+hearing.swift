import Foundation

extension ObservedLeg {
    /// What the party was sent by the PBX between two moments; waits for the second.
    public func heard(from start: WireTime, to end: WireTime) async throws -> Sound {
        let remaining = end - .now
        if remaining > 0 { try await Task.sleep(for: .seconds(remaining)) }
        // The capture may be behind. Without any packet there is nothing to wait for: a silent wire says so by itself.
        try? await capture(reaches: end, within: 0.3)
        return sound(from: start, to: end)
    }

    /// What the party hears from now on.
    public func hears(for seconds: Double) async throws -> Sound {
        let start = WireTime.now
        return try await heard(from: start, to: start + seconds)
    }

    /// The next so many seconds of audio, however long they take to arrive: a machine that loses its processors for
    /// moments sends less than a second a second. What has come after `limit` seconds must do.
    public func hears(audio seconds: Double, within limit: Double = 20) async throws -> Sound {
        let start = WireTime.now
        var end = start + seconds
        while true {
            let sound = try await heard(from: start, to: end)
            // Blocks are whole: the last one may be a packet short.
            if sound.audio > seconds - 0.15 || end - start > limit { return sound }
            end = max(end, .now) + 0.2
        }
    }

    /// Waits until the last 0.4 s of audio that the party was sent are something.
    /// - Throws: `BenchError` after `seconds`, with the ladder.
    @discardableResult
    public func comesToHear(_ tones: Tone..., within seconds: Double = 10) async throws -> WireTime {
        try await comesToHear(all: tones, within: seconds)
    }

    /// Waits for the PBX's music on hold.
    @discardableResult
    public func comesToHearMusic(within seconds: Double = 10) async throws -> WireTime {
        try await comesToHear(all: [.music], within: seconds)
    }

    /// Waits for 350 + 440 Hz, the dial tone of the zone `us`.
    @discardableResult
    public func comesToHearDialTone(within seconds: Double = 10) async throws -> WireTime {
        try await comesToHear(all: Tone.dialTone, within: seconds)
    }

    /// Waits for 440 + 480 Hz, the ringback of the zone `us`: 2 s of every 6.
    @discardableResult
    public func comesToHearRingback(within seconds: Double = 10) async throws -> WireTime {
        try await comesToHear(all: Tone.ringback, within: seconds)
    }

    /// Waits until the party has heard nothing for so long, from now on: packets of silence, or none.
    /// - Returns: when the silence was long enough.
    @discardableResult
    public func comesToHearNothing(for silence: Double, within seconds: Double = 10) async throws -> WireTime {
        let limit = WireTime.now + seconds
        var start = WireTime.now
        while start + silence <= limit {
            let end = start + silence
            guard let loud = try await heard(from: start, to: end).lastLoud else { return end }
            start = loud + 0.001
        }
        throw BenchError(
            "waited \(seconds) s for \(party) to hear nothing for \(silence) s; seen:\n\(wire.ladder(about: numbers))")
    }

    private func comesToHear(all tones: [Tone], within seconds: Double) async throws -> WireTime {
        let since = WireTime.now
        var end = since + 0.5
        while end - since < seconds {
            try? await capture(reaches: end, within: 1)
            let sound = sound(from: max(since, end + -1), to: end)
            let tail = sound.last(seconds: 0.4)
            if tail.audio > 0.15, tail.share(of: tones) > 0.7 { return end }
            end = max(end + 0.1, .now + -0.1)
        }
        throw BenchError(
            "waited \(seconds) s for \(party) to hear \(tones); seen:\n\(wire.ladder(about: numbers))")
    }

    /// Longest time between two packets that the party itself sent, in seconds: the world's own trouble, if long.
    public func longestGapSent(from start: WireTime, to end: WireTime) -> Double {
        let dialog = dialog
        return wire.state.withLock { $0.record.longestGapSent(by: dialog, from: start, to: end) }
    }

    private func capture(reaches time: WireTime, within seconds: Double) async throws {
        _ = try await wire.first("packets", within: max(0, time - .now) + seconds, about: [], everyPacket: true) {
            record in
            record.latest.flatMap { $0 >= time ? true : nil }
        }
    }

    /// The measuring is done outside of the lock: the capture goes on meanwhile.
    func sound(from start: WireTime, to end: WireTime) -> Sound {
        Sound(stream(from: start, to: end), from: start, to: end, prompts: wire.prompts)
    }

    func stream(from start: WireTime, to end: WireTime) -> AudioStream {
        let dialog = dialog
        return wire.state.withLock { $0.record.stream(heardBy: dialog, from: start, to: end) }
    }
}
