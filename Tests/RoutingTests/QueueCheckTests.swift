import Routing
import Testing

@Suite("checks of queues") struct QueueCheckTests {
    typealias Case = OfficeCheckTests.Case

    @Test(
        "members",
        arguments: [
            Case("warning: queues[0].members: nobody serves this queue: its callers go where otherwise says") {
                $0.queues[0].members = []
            },
            Case("queues[0].members[1]: there is no user 109; expected the extension of a user (100, 121)") {
                $0.queues[0].members.append(.init(to: .user("109")))
            },
            Case("queues[0].members[1]: user 100 is a member already; expected each member once") {
                $0.queues[0].members.append(.init(to: .user("100"), penalty: 1))
            },
            Case("queues[0].members[1]: group g can't serve a queue; expected user 101 · number +…") {
                $0.queues[0].members.append(.init(to: .group("g")))
            },
            Case("queues[0].members[0].rings: user 100 has no mobile; expected rings: phone, or no rings: here") {
                $0.queues[0].members[0].rings = .both
            },
            Case("queues[0].members[0].rings: user 121 has no desk phone; expected rings: mobile, or no rings: here") {
                $0.users[1].phone = nil
                $0.queues[0].members = [.init(to: .user("121"), rings: .phone)]
            },
            Case("queues[0].members[0].rings: a number is all that rings; expected no rings: here") {
                $0.queues[0].members = [.init(to: .number("+79160000199"), rings: .mobile)]
            },
            Case(
                "queues[0].members[0].confirm: only telephones outside the office are asked to accept; expected rings: mobile or both, or no confirm: here"
            ) { $0.queues[0].members[0].confirm = true },
            Case("queues[0].members[0].penalty: -1 is no penalty; expected 0 to 100") {
                $0.queues[0].members[0].penalty = -1
            },
            Case(
                "queues[0].members[1]: no trunk may call +491711234567 (DE); expected a number of an allowed country, or DE in a trunk's allow"
            ) {
                $0.queues[0].members.append(.init(to: .number("+491711234567")))
            },
        ])
    func members(_ one: Case) throws {
        try OfficeCheckTests.expect(one)
    }

    @Test(
        "settings",
        arguments: [
            Case("queues[0].ring: 0s is no time to ring; expected 1s to 10m") { $0.queues[0].ring = Seconds(0) },
            Case("queues[0].wrapUp: 3601 is no time after a call; expected up to 1h") {
                $0.queues[0].wrapUp = Seconds(3_601)
            },
            Case("queues[0].priority: 101 is no priority; expected 0 to 100") { $0.queues[0].priority = 101 },
            Case("queues[0].maxCallers: 0 is no number of callers; expected 1 to 1000") {
                $0.queues[0].maxCallers = 0
            },
            Case("queues[0].announce.every: 0 is no time between announcements; expected 1s to 1h") {
                $0.queues[0].announce = .init(position: true, every: Seconds(0))
            },
            Case("queues[0].music: \"a]b\" is no class of music; expected letters, digits, - and _") {
                $0.queues[0].music = "a]b"
            },
            Case("queues[0].callback.key: \"A\" is not a key; expected 0 to 9, * or #") {
                $0.queues[0].callback = .init(
                    key: "A", offer: Seconds(30), window: Seconds(600), retry: Seconds(300), attempts: 2)
            },
            Case("queues[0].callback.during: there is no schedule \"noon\"; expected a schedule's name (hours)") {
                $0.queues[0].callback = .init(
                    key: "1", offer: Seconds(30), window: Seconds(600), retry: Seconds(300), attempts: 2)
                $0.queues[0].callback?.during = "noon"
            },
        ])
    func settings(_ one: Case) throws {
        try OfficeCheckTests.expect(one)
    }

    @Test("the sound of it: every strategy, members of every kind")
    func sound() throws {
        for strategy in Queue.Strategy.allCases {
            var office = try OfficeCheckTests.office()
            office.queues[0].strategy = strategy
            office.queues[0].members += [
                .init(to: .user("121"), rings: .both, confirm: false, penalty: 100), .init(to: .number("+79160000199")),
            ]
            #expect(OfficeCheckTests.problems(office).isEmpty)
        }
    }
}
