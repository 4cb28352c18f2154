import Foundation

/// Something to be told to one address, until it is.
public struct AlertRecord: Sendable, Hashable, Codable, Identifiable {
    /// The way there. Stored by name.
    public enum Channel: String, Sendable, Hashable, Codable, CaseIterable {
        case email, webhook
    }

    /// What became of it. Stored by name.
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        /// It waits, or is on its way.
        case open
        /// The other side has it.
        case delivered
        /// It is not tried any more.
        case dead
    }

    /// Names what is told and to whom: the same thing told to the same address has the same ID.
    public var id: String
    /// What it is about: `missedCall`.
    public var kind: String
    /// The way there.
    public var channel: Channel
    /// An e-mail address or a URL.
    public var address: String
    /// What is told, as JSON: the body of a webhook, or a mail's parts.
    public var payload: String
    /// ID of the file that goes along.
    public var attachment: String?
    /// When it was made.
    public var created: Date
    /// When it was to be delivered first: when it was made, or when somebody asked to try again.
    public var since: Date
    /// When it is tried next.
    public var due: Date
    /// How often it was tried since then.
    public var attempts: Int
    /// Why it was not delivered the last time.
    public var error: String?
    /// What became of it.
    public var state: State
    /// When it was delivered or given up.
    public var ended: Date?

    /// One that is to be delivered at once.
    public init(
        id: String, kind: String, channel: Channel, address: String, payload: String, attachment: String? = nil,
        created: Date
    ) {
        self.id = id
        self.kind = kind
        self.channel = channel
        self.address = address
        self.payload = payload
        self.attachment = attachment
        self.created = created
        since = created
        due = created
        attempts = 0
        state = .open
    }
}

/// A file that goes along with alerts, kept until none of them needs it.
public struct AlertAttachment: Sendable, Hashable, Identifiable {
    /// Names it.
    public var id: String
    /// Its name for the reader.
    public var name: String
    /// Its media type.
    public var type: String
    /// What is in it.
    public var body: Data

    /// A file of these values.
    public init(id: String, name: String, type: String, body: Data) {
        self.id = id
        self.name = name
        self.type = type
        self.body = body
    }
}

/// How many alerts there are of those that are not delivered.
public struct AlertCounts: Sendable, Hashable, Codable {
    /// They wait, or are on their way.
    public var open: Int
    /// They are not tried any more.
    public var dead: Int

    /// These numbers.
    public init(open: Int = 0, dead: Int = 0) {
        self.open = open
        self.dead = dead
    }
}
