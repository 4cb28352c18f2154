import Foundation

/// A talk that was recorded, or is being recorded.
public struct Recording: Sendable, Hashable, Codable, Identifiable {
    /// Its number in lists and commands.
    public var id: Int
    /// Name of its file in the folder of recordings.
    public var file: String
    /// The call: Linkedid when it began.
    public var call: String
    /// Uniqueid of the channel of who is outside.
    public var channel: String
    /// When the file began.
    public var began: Date
    /// When the last of it was written; `nil`: the call is under way.
    public var ended: Date?
    /// Size of the file.
    public var bytes: Int
    /// For whom.
    public var purpose: Purpose

    /// For whom a talk is recorded, as far as it is known.
    public struct Purpose: Sendable, Hashable, Codable {
        /// The number of the office that was called, E.164.
        public var number: String?
        /// The queue that says so.
        public var queue: String?
        /// The hunt group that says so.
        public var group: String?
        /// The user who says so, where it is one alone, by extension.
        public var user: String?
        /// The number outside, E.164.
        public var caller: String?

        /// A purpose of these values.
        public init(
            number: String? = nil, queue: String? = nil, group: String? = nil, user: String? = nil,
            caller: String? = nil
        ) {
            self.number = number
            self.queue = queue
            self.group = group
            self.user = user
            self.caller = caller
        }
    }

    /// A recording of these values.
    public init(
        id: Int, file: String, call: String, channel: String, began: Date, ended: Date?, bytes: Int, purpose: Purpose
    ) {
        self.id = id
        self.file = file
        self.call = call
        self.channel = channel
        self.began = began
        self.ended = ended
        self.bytes = bytes
        self.purpose = purpose
    }
}

/// A file with audio in the folder of recordings.
public struct RecordingFile: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// The call: Linkedid when it began.
    public var call: String
    /// Uniqueid of the channel of who is outside.
    public var channel: String
    /// When it began.
    public var began: Date
    /// When it was written to last.
    public var written: Date
    /// Its size.
    public var bytes: Int

    /// A file of these values.
    public init(name: String, call: String, channel: String, began: Date, written: Date, bytes: Int) {
        self.name = name
        self.call = call
        self.channel = channel
        self.began = began
        self.written = written
        self.bytes = bytes
    }
}
