import Foundation
import Logging
import ServiceLifecycle
import Storage
import Synchronization

/// Keeps the list of recordings, and the recordings under their quota: it warns before, then the oldest go first. A call
/// under way loses nothing.
final class RecordingService: Service {
    /// Pause between two looks into the folder.
    static let pause = Duration.seconds(5)
    /// The part of the quota at which it warns, in percent.
    static let warningAt = 90
    /// Seconds after which a file without audio goes, though nothing is known of its call.
    static let longestRinging: TimeInterval = 86_400

    private let settings: RecordingSettings
    private let folder: RecordingFolder
    private let store: OfficeStore
    private let logger: Logger
    /// Is told once each time the recordings come to take 90 % of their quota.
    private let nearlyFull: @Sendable (_ bytes: Int, _ quota: Int) -> Void
    private let state = Mutex((isWarned: false, isBroken: false))

    init(
        _ settings: RecordingSettings, store: OfficeStore, logger: Logger,
        nearlyFull: @escaping @Sendable (_ bytes: Int, _ quota: Int) -> Void = { _, _ in }
    ) {
        self.settings = settings
        folder = RecordingFolder(settings.path)
        self.store = store
        self.logger = logger
        self.nearlyFull = nearlyFull
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                self.look(at: Date())
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    /// One look. What can't be done is logged when it begins to be so.
    func look(at now: Date) {
        do {
            let files = try folder.files()
            try removeEmpty(files, at: now)
            let heard = files.filter(\.hasAudio)
            try store.takeUpRecordings(heard, at: now)
            let old = try forgetOld(at: now)
            try keepQuota(of: heard.filter { !old.contains($0.name) })
            state.withLock { $0.isBroken = false }
        } catch {
            let wasBroken = state.withLock { state in
                defer { state.isBroken = true }
                return state.isBroken
            }
            guard !wasBroken else { return }
            logger.error("recordings can't be kept", metadata: ["path": "\(folder.path)", "error": "\(error)"])
        }
    }

    /// Asterisk makes the file when it begins to wait for the answer.
    private func removeEmpty(_ files: [RecordingFile], at now: Date) throws {
        for file in files where !file.hasAudio {
            let age = now.timeIntervalSince(file.written)
            guard age >= OfficeStore.recordingPause,
                try store.hasEnded(channel: file.channel) ?? (age >= Self.longestRinging)
            else { continue }
            try folder.remove(file.name)
        }
    }

    /// - Returns: the names of their files.
    private func forgetOld(at now: Date) throws -> Set<String> {
        guard let days = settings.days else { return [] }
        let limit = now.addingTimeInterval(-Double(days) * 86_400)
        let old = try store.oldestRecordings(before: limit, limit: 1_000)
        for recording in old { try remove(recording, because: "older than \(days) days") }
        return Set(old.map(\.file))
    }

    private func keepQuota(of files: [RecordingFile]) throws {
        var bytes = files.reduce(0) { $0 + $1.bytes }
        if isNearlyFull(bytes), !state.withLock(\.isWarned) {
            logger.warning(
                "recordings take \(Self.warningAt) % of their quota: the oldest will be removed when it is reached",
                metadata: ["bytes": "\(ByteCount.text(bytes))", "quota": "\(ByteCount.text(settings.quota))"])
            nearlyFull(bytes, settings.quota)
        }
        defer { state.withLock { [bytes] in $0.isWarned = isNearlyFull(bytes) } }
        while bytes > settings.quota {
            let oldest = try store.oldestRecordings(limit: 100)
            guard !oldest.isEmpty else { return }
            for recording in oldest where bytes > settings.quota {
                try remove(recording, because: "the quota is reached")
                bytes -= recording.bytes
            }
        }
    }

    private func isNearlyFull(_ bytes: Int) -> Bool { bytes >= settings.quota / 100 * Self.warningAt }

    private func remove(_ recording: Recording, because reason: String) throws {
        try folder.remove(recording.file)
        try store.forgetRecording(recording.id)
        logger.notice(
            "a recording is removed",
            metadata: ["recording": "\(recording.id)", "call": "\(recording.call)", "why": "\(reason)"])
    }
}
