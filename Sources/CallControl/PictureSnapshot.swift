import Foundation

/// All that Asterisk says is there at one moment, after the connection was lost.
public struct PictureSnapshot: Sendable, Hashable {
    /// A channel that is there (CoreShowChannel).
    public struct LiveChannel: Sendable, Hashable {
        /// What it is.
        public var channel: ChannelSnapshot
        /// When it came up.
        public var created: Date
        /// The bridge it is in.
        public var bridge: String?
        /// Somebody dialled it.
        public var isDialled: Bool

        /// A channel of these values.
        public init(_ channel: ChannelSnapshot, created: Date, bridge: String?, isDialled: Bool) {
            self.channel = channel
            self.created = created
            self.bridge = bridge
            self.isDialled = isDialled
        }
    }

    /// A channel in a parking lot (ParkedCalls).
    public struct ParkedChannel: Sendable, Hashable {
        /// Its Uniqueid.
        public var id: String
        /// Name of the lot.
        public var lot: String
        /// The space.
        public var space: String
        /// Since when.
        public var since: Date

        /// A parked channel of these values.
        public init(id: String, lot: String, space: String, since: Date) {
            self.id = id
            self.lot = lot
            self.space = space
            self.since = since
        }
    }

    /// A channel that waits in a queue (QueueStatus).
    public struct QueueEntry: Sendable, Hashable {
        /// Its Uniqueid.
        public var id: String
        /// The Asterisk queue.
        public var queue: QueueName
        /// Its place, from 1.
        public var position: Int?
        /// Since when it waits, to a second.
        public var entered: Date

        /// An entry of these values.
        public init(id: String, queue: QueueName, position: Int?, entered: Date) {
            self.id = id
            self.queue = queue
            self.position = position
            self.entered = entered
        }
    }

    /// What the dialplan wrote down of a channel's end.
    public struct Ended: Sendable, Hashable {
        /// When.
        public var moment: Date
        /// Q.850 cause; 0: not known.
        public var cause: Int

        /// An end of these values.
        public init(moment: Date, cause: Int) {
            self.moment = moment
            self.cause = cause
        }
    }

    /// The channels that are there.
    public var channels: [LiveChannel] = []
    /// The bridges that are there.
    public var bridges: [BridgeSnapshot] = []
    /// What all devices do.
    public var devices: [String: DeviceState] = [:]
    /// Who is parked.
    public var parked: [ParkedChannel] = []
    /// Who waits in the office's queues.
    public var waiting: [QueueEntry] = []
    /// Channels that were put on hold by the one they are connected with, by Uniqueid.
    public var held: Set<String> = []
    /// Ends that were written down, by Uniqueid.
    public var ended: [String: Ended] = [:]

    /// Nothing is there.
    public init() {}
}
