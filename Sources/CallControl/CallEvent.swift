import Foundation

/// What happened in Asterisk or was decided, as far as the picture needs it. The adapter of AMI makes them
/// (`CallEvent+AMI.swift`); their moment is Asterisk's `Timestamp`.
public enum CallEvent: Sendable, Hashable {
    /// Newchannel.
    case created(ChannelSnapshot)
    /// Newstate, NewCallerid, NewConnectedLine.
    case changed(ChannelSnapshot)
    /// Rename: masquerades make zombies by it (channel.c, channel_do_masquerade).
    case renamed(channel: String, from: String, to: String)
    /// Hangup. The cause is Q.850's.
    case hungUp(ChannelSnapshot, cause: Int, text: String)
    /// DialBegin; an originate has no caller.
    case dialBegan(caller: ChannelSnapshot?, callee: ChannelSnapshot, dialString: String)
    /// DialEnd.
    case dialEnded(caller: ChannelSnapshot?, callee: ChannelSnapshot, status: String)
    /// BridgeEnter; `swapping`: whose place it takes.
    case bridgeEntered(BridgeSnapshot, ChannelSnapshot, swapping: String?)
    /// BridgeLeave.
    case bridgeLeft(BridgeSnapshot, ChannelSnapshot)
    /// BridgeMerge: all who stay go to the other bridge, one by one.
    case bridgesMerged(from: String, into: String)
    /// BridgeDestroy.
    case bridgeDestroyed(String)
    /// LocalBridge: the halves of a Local channel.
    case localConnected(ChannelSnapshot, ChannelSnapshot)
    /// LocalOptimizationBegin: the halves are about to be taken out of the way.
    case localOptimizationBegan(ChannelSnapshot, ChannelSnapshot)
    /// LocalOptimizationEnd.
    case localOptimizationEnded(ChannelSnapshot, ChannelSnapshot)
    /// Hold: this channel has put the other side on hold.
    case held(ChannelSnapshot)
    /// Unhold.
    case unheld(ChannelSnapshot)
    /// MusicOnHoldStart: this channel hears music.
    case musicBegan(ChannelSnapshot)
    /// MusicOnHoldStop.
    case musicEnded(ChannelSnapshot)
    /// ParkedCall, ParkedCallSwap.
    case parked(ChannelSnapshot, lot: String, space: String)
    /// UnParkedCall, ParkedCallTimeOut, ParkedCallGiveUp.
    case unparked(ChannelSnapshot, retriever: ChannelSnapshot?)
    /// BlindTransfer.
    case blindTransfer(BlindTransfer)
    /// AttendedTransfer.
    case attendedTransfer(AttendedTransfer)
    /// Pickup: the first channel takes the place of the second, which rings.
    case pickedUp(by: ChannelSnapshot, target: ChannelSnapshot)
    /// QueueCallerJoin, QueueCallerAbandon, QueueCallerLeave, AgentRingNoAnswer, AgentConnect, AgentComplete.
    case queue(QueueEvent)
    /// The dialplan says what came of a queue for the channel with this Uniqueid: of callers who are not let in, and of why
    /// others have left, no event tells.
    case queueResult(channel: String, queue: QueueName, QueueResult)
    /// DeviceStateChange.
    case deviceState(name: String, DeviceState)
    /// Routing decided.
    case decided(DecisionRecord)
    /// A UserEvent of an operator's.
    case command(OperatorCommand)
    /// FullyBooted.
    case fullyBooted
    /// Shutdown.
    case shutdown
}

/// A transfer by REFER, AMI BlindTransfer or the blindxfer code, as Asterisk did or refused it.
public struct BlindTransfer: Sendable, Hashable {
    /// `Success`, `Fail`, `Invalid`, `Not Permitted` (stasis_bridges.c, result_strs).
    public var result: String
    /// Who transfers.
    public var transferor: ChannelSnapshot
    /// Whom; `nil`: several, or nobody.
    public var transferee: ChannelSnapshot?
    /// Where to.
    public var context: String
    /// Where to.
    public var `extension`: String

    /// A transfer of these values.
    public init(
        result: String, transferor: ChannelSnapshot, transferee: ChannelSnapshot?, context: String, extension: String
    ) {
        self.result = result
        self.transferor = transferor
        self.transferee = transferee
        self.context = context
        self.extension = `extension`
    }
}

/// A transfer after a consultation, as Asterisk ended it.
public struct AttendedTransfer: Sendable, Hashable {
    /// `Success`, `Fail`, `Invalid`, `Not Permitted` (stasis_bridges.c, result_strs).
    public var result: String
    /// The transferor's channel to the transferee.
    public var transferor: ChannelSnapshot
    /// His channel to the target; the same one when the phone keyed a code.
    public var second: ChannelSnapshot
    /// Whom; `nil`: several, or nobody.
    public var transferee: ChannelSnapshot?
    /// To whom; `nil`: not one channel.
    public var target: ChannelSnapshot?
    /// `Bridge`, `App`, `Link`, `Threeway`, `Fail`.
    public var destination: String

    /// A transfer of these values.
    public init(
        result: String, transferor: ChannelSnapshot, second: ChannelSnapshot, transferee: ChannelSnapshot?,
        target: ChannelSnapshot?, destination: String
    ) {
        self.result = result
        self.transferor = transferor
        self.second = second
        self.transferee = transferee
        self.target = target
        self.destination = destination
    }
}

/// What an operator wants (UserEvent SwitchboardCommand): its fields as they came, for whoever carries it out.
public struct OperatorCommand: Sendable, Hashable {
    /// `transfer`, `cancel`, `callback`: the field Command.
    public var name: String
    /// ActionID, for the answer.
    public var actionID: String?
    /// All fields but those of the event itself; names in lower case.
    public var fields: [String: String]

    /// A command of these values.
    public init(name: String, actionID: String?, fields: [String: String]) {
        self.name = name
        self.actionID = actionID
        self.fields = fields
    }
}
