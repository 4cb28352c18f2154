@testable import SwitchboardServer

/// A desk that calls nobody back and remembers what it was asked.
actor FakeCallbackDesk: CallbackOperatorDesk {
    private let failure: CallDeskError?
    private(set) var asked: [String] = []

    init(failing failure: CallDeskError? = nil) {
        self.failure = failure
    }

    func requestCallback(queue: String, number: String) throws(CallDeskError) -> CallbackReceipt {
        try note("request \(queue) \(number)")
    }

    func retryCallback(_ id: Int64) throws(CallDeskError) -> CallbackReceipt { try note("retry \(id)") }

    func cancelCallback(_ id: Int64) throws(CallDeskError) -> CallbackReceipt { try note("cancel \(id)") }

    private func note(_ what: String) throws(CallDeskError) -> CallbackReceipt {
        asked.append(what)
        if let failure { throw failure }
        return CallbackReceipt(callback: 12, queue: "700", number: "+79035550001")
    }
}
