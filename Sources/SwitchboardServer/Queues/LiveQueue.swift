import Foundation

/// A queue as it is now: what the control API shows of it. Those of its languages are part of it.
public struct LiveQueue: Sendable, Hashable, Codable {
    /// The office's extension of it.
    public var `extension`: String
    /// The office's name of it.
    public var name: String
    /// Asterisk's queues behind it: the whole one first.
    public var asteriskQueues: [String]
    /// Everybody who is logged in, in the office's order.
    public var agents: [LiveAgent]
    /// Everybody who waits, the longest first.
    public var callers: [WaitingCaller]

    /// A queue of these values.
    public init(
        extension: String, name: String, asteriskQueues: [String] = [], agents: [LiveAgent] = [],
        callers: [WaitingCaller] = []
    ) {
        self.extension = `extension`
        self.name = name
        self.asteriskQueues = asteriskQueues
        self.agents = agents
        self.callers = callers
    }
}

/// An agent who is logged in.
public struct LiveAgent: Sendable, Hashable, Codable {
    /// What he does (AST_DEVICE_… of devicestate.h; app_queue.c has the last two).
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        /// He could take a call.
        case free
        case ringing
        /// He is in a call, of this queue or not.
        case talking
        /// His telephone can't be reached.
        case unreachable
        /// He has just had a call.
        case wrapUp
        case paused
    }

    /// His extension, or the number.
    public var agent: String
    /// What he does.
    public var state: State
    /// How many calls of this queue he has answered since Asterisk knows him.
    public var calls: Int
    /// When the last of them ended.
    public var lastCall: Date?

    /// An agent of these values.
    public init(agent: String, state: State, calls: Int = 0, lastCall: Date? = nil) {
        self.agent = agent
        self.state = state
        self.calls = calls
        self.lastCall = lastCall
    }
}

/// Somebody who waits.
public struct WaitingCaller: Sendable, Hashable, Codable {
    /// His place in his queue, from 1.
    public var position: Int
    /// His number; `nil`: not known.
    public var number: String?
    /// His name.
    public var name: String?
    /// His channel.
    public var channel: String
    /// The language whose queue he is in; `nil`: the whole one.
    public var language: String?
    /// How long he has waited, in seconds.
    public var waited: Int

    /// A caller of these values.
    public init(
        position: Int, number: String? = nil, name: String? = nil, channel: String, language: String? = nil,
        waited: Int
    ) {
        self.position = position
        self.number = number
        self.name = name
        self.channel = channel
        self.language = language
        self.waited = waited
    }
}
