import Foundation

extension ObservedLeg {
    /// What the party was sent by the PBX between two moments; waits for the second.
    public func heard(from start: WireTime, to end: WireTime) async throws -> Sound {
        let remaining = end - .now
        if remaining > 0 { try await Task.sleep(for: .seconds(remaining)) }
        // The capture may be behind. Without any packet there is nothing to wait for: a silent wire says so by itself.
        _ = try? await wire.first("packets", within: 0.3, about: []) { record in
            record.latest.flatMap { $0 >= end ? true : nil }
        }
        return wire.state.withLock { state in
            state.record.dialogs[callID].map { state.record.sound(of: $0, from: start, to: end) }
                ?? Sound(AudioStream(), from: start, to: end)
        }
    }

    /// What the party hears from now on.
    public func hears(for seconds: Double) async throws -> Sound {
        let start = WireTime.now
        return try await heard(from: start, to: start + seconds)
    }

    /// Waits until the party has heard something in the last half second.
    /// - Throws: `BenchError` after `seconds`, with the ladder.
    @discardableResult
    public func comesToHear(_ tones: Tone..., within seconds: Double = 10) async throws -> WireTime {
        let callID = callID
        let since = WireTime.now
        return try await wire.first("\(party) to hear \(tones)", within: seconds, about: numbers) { record in
            guard let latest = record.latest, let dialog = record.dialogs[callID] else { return nil }
            let start = max(since, latest + -0.5)
            guard latest - start > 0.45 else { return nil }
            let sound = record.sound(of: dialog, from: start, to: latest)
            return sound.share(of: tones) > 0.7 ? latest : nil
        }
    }

    /// Longest time between two packets that the party itself sent, in seconds: the world's own trouble, if long.
    public func longestGapSent(from start: WireTime, to end: WireTime) -> Double {
        let dialog = dialog
        return wire.state.withLock { $0.record.longestGapSent(by: dialog, from: start, to: end) }
    }
}
