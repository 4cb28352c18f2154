import CallControl
import Routing

extension LiveCalls {
    /// Tells the queues what agents do whose telephones are outside the office, where that has changed.
    func tellAgentDevices() {
        guard let agents, let table = tables.current else { return }
        let states = Dictionary(
            table.agentDevices.map { ($0.name, state(of: $0)) }, uniquingKeysWith: { first, _ in first })
        guard states != toldAgents else { return }
        toldAgents = states
        agents(states)
    }

    /// Busy with a call on any of his telephones, or rung on one. A mobile is never known to be out of reach.
    private func state(of agent: AgentDevice) -> DeviceState {
        var marks: [LegMark] = []
        if let user = agent.user { marks.append(.mobile(of: user)) }
        if let phone = agent.phone { marks.append(.device(phone)) }
        if let number = agent.number {
            marks.append(.number(number))
            if let user = tables.current?.user(mobile: number) { marks.append(.mobile(of: user.extension)) }
        }
        let legs = marks.flatMap { picture.channels(of: $0) }
        if legs.contains(where: \.isUp) { return .inUse }
        if !legs.isEmpty { return .ringing }
        return agent.phone.map { picture.devices.isBusy($0) } == true ? .inUse : .notInUse
    }
}
