import Logging
import NIOCore

/// One session on its channel: carries out what the state machine says, asks the conversation, keeps the time.
final class AGIHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var machine = AGIStateMachine()
    private var conversation: any AGIConversation
    private let configuration: AGIServer.Configuration
    private let registry: AGISessionRegistry
    private let logger: Logger

    private var context: ChannelHandlerContext?
    private var uniqueID: String?
    private var deadline = NIODeadline.distantFuture
    private var timer: Scheduled<Void>?

    init(
        conversation: any AGIConversation, configuration: AGIServer.Configuration, registry: AGISessionRegistry,
        logger: Logger
    ) {
        self.conversation = conversation
        self.configuration = configuration
        self.registry = registry
        self.logger = logger
    }

    func channelActive(context: ChannelHandlerContext) {
        guard registry.admit(self, from: context.remoteAddress, logger: logger) else {
            perform(machine.finish(), context: context)
            return
        }
        self.context = context
        setDeadline(configuration.environmentTimeout, context: context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        machine.received(unwrapInboundIn(data))
        perform(machine.next(), context: context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        perform(machine.receivedEOF(), context: context)
        timer?.cancel()
        timer = nil
        self.context = nil
        registry.remove(self)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let errno = (error as? IOError)?.errnoCode ?? 0
        perform(machine.fail(.connection(errno: errno)), context: context)
        context.close(promise: nil)
    }

    /// Ends the session because the server stops.
    func stop() {
        guard let context else { return }
        perform(machine.fail(.serverStopped), context: context)
    }

    private func perform(_ first: AGIStateMachine.Action, context: ChannelHandlerContext) {
        var action = first
        while true {
            switch action {
            case .wait:
                return
            case .begin(let environment):
                uniqueID = environment.uniqueID
                action = take(conversation.begin(environment), context: context)
            case .deliver(let reply):
                action = take(conversation.received(reply), context: context)
            case .tellHangup:
                action = takeHangup(conversation.hungUp())
            case .write(let line):
                setDeadline(configuration.replyTimeout, context: context)
                context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: line)), promise: nil)
                action = machine.next()
            case .close(let end):
                report(end, context: context)
                context.close(promise: nil)
                return
            }
        }
    }

    private func take(_ step: AGIStep, context: ChannelHandlerContext) -> AGIStateMachine.Action {
        switch step {
        case .send(let command): return machine.send(command)
        case .finish: return machine.finish()
        case .later(let command):
            setDeadline(configuration.replyTimeout, context: context)
            command.hop(to: context.eventLoop).assumeIsolated().whenComplete { result in
                // The session may be over by now; then the machine has nothing more to do.
                guard let context = self.context else { return }
                switch result {
                case .success(let command): self.perform(self.machine.send(command), context: context)
                case .failure: self.perform(self.machine.finish(), context: context)
                }
            }
            return .wait
        }
    }

    private func takeHangup(_ step: AGIStep?) -> AGIStateMachine.Action {
        switch step {
        case nil: break
        case .send(let command): machine.sendAfterReply(command)
        case .finish, .later: return machine.finish()
        }
        return machine.next()
    }
}

// MARK: - Time and account

extension AGIHandler {
    /// One timer serves the whole session: a later deadline only moves `deadline`, and the timer follows when it
    /// fires.
    private func setDeadline(_ limit: Duration, context: ChannelHandlerContext) {
        deadline = .now() + TimeAmount(limit)
        if timer == nil { startTimer(context: context) }
    }

    private func startTimer(context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.timer = nil
            if NIODeadline.now() < self.deadline {
                self.startTimer(context: context)
            } else {
                let error: AGISessionError =
                    self.machine.isReadingEnvironment ? .environmentTimeout : .replyTimeout
                self.perform(self.machine.fail(error), context: context)
            }
        }
    }

    private func report(_ end: AGISessionEnd, context: ChannelHandlerContext) {
        guard self.context != nil else { return }
        registry.count(end)
        guard case .failed(let error) = end else { return }
        logger.warning(
            "AGI session given up",
            metadata: [
                "error": "\(error)", "peer": "\(context.remoteAddress?.ipAddress ?? "?")",
                "uniqueid": "\(uniqueID ?? "?")",
            ])
    }
}
