import Foundation

/// What Routing decided for a channel that asked.
public struct DecisionRecord: Sendable, Hashable {
    /// Uniqueid of the channel that asked.
    public var channel: String
    /// How the call came: `inbound`, `internal`, `transfer`, `consult`.
    public var entry: String
    /// The number dialled.
    public var dialled: String
    /// The step in words.
    public var step: String
    /// Why, a line for each reason.
    public var explanation: [String]
    /// When.
    public var moment: Date

    /// A decision of these values.
    public init(
        channel: String, entry: String, dialled: String, step: String, explanation: [String], moment: Date
    ) {
        self.channel = channel
        self.entry = entry
        self.dialled = dialled
        self.step = step
        self.explanation = explanation
        self.moment = moment
    }
}
