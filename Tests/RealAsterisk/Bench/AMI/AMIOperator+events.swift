import Synchronization

extension AMIOperator {
    /// Every event so far, in order.
    public var events: [AMIMessage] { stream.value.messages.filter { $0.event != nil } }

    /// The events of some names so far, in order. A UserEvent has the name its sender gave it.
    public func events(
        named names: String..., where isMeant: (AMIMessage) -> Bool = { _ in true }
    ) -> [AMIMessage] {
        events.filter { message in message.event.map(names.contains) ?? false }.filter(isMeant)
    }

    /// Waits for an event: the first since the login, or after a moment.
    /// - Parameter name: a UserEvent has the name its sender gave it.
    /// - Throws: `BenchError` with the events of that name that were not meant.
    @discardableResult
    public func event(
        _ name: String, after start: WireTime? = nil, within seconds: Double = 10,
        where isMeant: @escaping @Sendable (AMIMessage) -> Bool = { _ in true }
    ) async throws -> AMIMessage {
        try await first("the event \(name)", within: seconds, about: name) { message in
            message.event == name && start.map { message.arrived >= $0 } ?? true && isMeant(message)
        }
    }

    /// Sends an action that answers with a list, such as CoreShowChannels, and returns its events but for the last.
    public func list(
        _ action: String, _ headers: KeyValuePairs<String, String> = [:], within seconds: Double = 10
    ) async throws -> [AMIMessage] {
        let response = try await send(action, headers, within: seconds)
        guard response.isSuccess, let id = response["ActionID"] else { throw BenchError("\(action): \(response)") }
        _ = try await first("the end of \(action)", within: seconds) { message in
            message["ActionID"] == id && message["EventList"]?.lowercased() == "complete"
        }
        return events.filter { $0["ActionID"] == id && $0["EventList"] == nil }
    }

    /// - Parameters:
    ///   - start: how many messages are not looked at.
    ///   - name: of the events that the error shows.
    func first(
        _ what: String, from start: Int = 0, within seconds: Double, about name: String? = nil,
        where isMeant: @escaping @Sendable (AMIMessage) -> Bool
    ) async throws -> AMIMessage {
        // Each is looked at once: there may be thousands.
        let seen = Mutex(start)
        let found: Result<AMIMessage, BenchError>? = await stream.first(within: seconds) { stream in
            let news = seen.withLock { seen in
                defer { seen = stream.messages.count }
                return stream.messages[seen...]
            }
            return news.first(where: isMeant).map { .success($0) }
                ?? stream.end.map { .failure(BenchError("the connection is over: \($0)")) }
        }
        switch found {
        case .success(let message): return message
        case .failure(let end): throw end
        case nil:
            let others = name.map { name in events.filter { $0.event == name }.map { "\n\n\($0)" }.joined() } ?? ""
            throw BenchError("\(account) has waited \(seconds) s for \(what)" + others)
        }
    }
}

extension Bench {
    /// Where the PBX's AMI listens, on loopback.
    public var amiPort: UInt16 { ports.pbxAMI }

    /// Logs in to the PBX's AMI.
    /// - Parameters:
    ///   - secret: nil: the bench's own.
    ///   - port: nil: the PBX's own; a relay's.
    /// - Throws: `BenchError` when AMI refuses.
    public func `operator`(
        as account: String = AMIAccount.operator.name, secret: String? = nil, port: UInt16? = nil
    ) async throws -> AMIOperator {
        let file = logs.appending(path: "ami-\(account)-\(operators.wrappingAdd(1, ordering: .relaxed).newValue).txt")
        return try await AMIOperator(
            account: account, secret: secret ?? amiSecret, port: port ?? amiPort, file: file)
    }
}
