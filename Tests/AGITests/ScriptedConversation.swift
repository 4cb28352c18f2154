@testable import AGI

/// A conversation that follows a script and remembers what it was told.
struct ScriptedConversation: AGIConversation, Equatable {
    var steps: [AGIStep]
    var onHangup: AGIStep?

    var environment: AGIEnvironment?
    var replies: [AGIReply] = []
    var hangups = 0

    init(_ steps: [AGIStep], onHangup: AGIStep? = nil) {
        self.steps = steps
        self.onHangup = onHangup
    }

    mutating func begin(_ environment: AGIEnvironment) -> AGIStep {
        self.environment = environment
        return next()
    }

    mutating func received(_ reply: AGIReply) -> AGIStep {
        replies.append(reply)
        return next()
    }

    mutating func hungUp() -> AGIStep? {
        hangups += 1
        return onHangup
    }

    private mutating func next() -> AGIStep {
        steps.isEmpty ? .finish : steps.removeFirst()
    }
}
