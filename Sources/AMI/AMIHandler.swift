import NIOCore

/// One connection on its channel: carries out what the state machine says and keeps the time.
///
/// It does nothing else between two reads: Asterisk drops a client that does not read for 100 ms while events wait
/// (manager.conf, `writetimeout`).
final class AMIHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What is told of the connection, on its event loop and in order.
    enum Report {
        case ready(AMISession)
        case event(AMIMessage)
        /// Comes once, as the last.
        case closed(AMIDisconnection)
    }

    private struct Waiting {
        var reply: (Result<AMIReply, AMIError>) -> Void
        var timer: Scheduled<Void>?
    }

    private var machine: AMIStateMachine
    private let eventLoop: any EventLoop
    private let report: (Report) -> Void

    private var context: ChannelHandlerContext?
    private var waiting: [Int: Waiting] = [:]
    private var lastID = 0
    private var deadline = NIODeadline.distantFuture
    private var timer: Scheduled<Void>?

    init(machine: AMIStateMachine, eventLoop: any EventLoop, report: @escaping (Report) -> Void) {
        self.machine = machine
        self.eventLoop = eventLoop
        self.report = report
    }

    /// The channel is connected when it gets this handler; the connection may have been given up by then.
    func handlerAdded(context: ChannelHandlerContext) {
        guard machine.state == .connecting else {
            context.close(promise: nil)
            return
        }
        self.context = context
        machine.connected()
        perform()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        machine.received(unwrapInboundIn(data))
        perform()
    }

    func channelInactive(context: ChannelHandlerContext) {
        machine.receivedEOF()
        perform()
        self.context = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(AMIDisconnection(error))
        context.close(promise: nil)
    }

    /// Sends an action; `reply` is called once.
    func send(_ action: AMIAction, within limit: Duration, reply: @escaping (Result<AMIReply, AMIError>) -> Void) {
        lastID += 1
        waiting[lastID] = Waiting(reply: reply)
        machine.send(action, id: lastID, within: limit)
        perform()
    }

    /// Gives the connection up, be it there yet or not.
    func fail(_ reason: AMIDisconnection) {
        machine.fail(reason)
        perform()
    }

    private func perform() {
        while true {
            switch machine.next() {
            case .wait: return
            case .write(let bytes):
                guard let context else { break }
                context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
            case .start(.connection, let limit): setDeadline(limit)
            case .start(.action(let id), let limit): startTimer(id, limit)
            case .ready(let session): report(.ready(session))
            case .deliver(let event): report(.event(event))
            case .complete(let id, let result): complete(id, result)
            case .close(let reason):
                timer?.cancel()
                report(.closed(reason))
                context?.close(promise: nil)
            }
        }
    }

    private func complete(_ id: Int, _ result: Result<AMIReply, AMIError>) {
        guard let action = waiting.removeValue(forKey: id) else { return }
        action.timer?.cancel()
        action.reply(result)
    }
}

// MARK: - Time

extension AMIHandler {
    private func startTimer(_ id: Int, _ limit: Duration) {
        waiting[id]?.timer = eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limit)) {
            self.machine.timedOut(.action(id))
            self.perform()
        }
    }

    /// The deadline moves with each read: the timer is only set anew when it fires, or for an earlier deadline.
    private func setDeadline(_ limit: Duration) {
        let isEarlier = NIODeadline.now() + TimeAmount(limit) < deadline
        deadline = .now() + TimeAmount(limit)
        guard timer == nil || isEarlier else { return }
        timer?.cancel()
        startTimer()
    }

    private func startTimer() {
        timer = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.timer = nil
            if NIODeadline.now() < self.deadline {
                self.startTimer()
            } else {
                self.machine.timedOut(.connection)
                self.perform()
            }
        }
    }
}
