import Foundation
import Routing
import Testing

/// What version 0.1 stored: entries without the keys that have come since.
@Suite("offices of version 0.1") struct EarlierVersionTests {
    private static func decode<Value: Decodable>(_ json: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(json.utf8))
    }

    @Test("users and groups of version 0.1")
    func earlierUsersAndGroups() throws {
        let user: User = try Self.decode(
            """
            {"analog":false,"callWaiting":false,"extension":"121","forward":[{"after":"20s","condition":"noAnswer",\
            "scope":"all","to":"mobile"},{"condition":"always","scope":"external","to":"number +79160000102",\
            "until":"2026-12-31T18:00"}],"hideNumber":true,"languages":["ru"],"mobile":"+79160000121","name":"A",\
            "phone":"PJSIP/121","voicemail":{"email":"a@b.example","pin":"0012"}}
            """)
        #expect(
            user
                == User(
                    extension: "121", name: "A", phone: "PJSIP/121", mobile: "+79160000121", languages: ["ru"],
                    callWaiting: false, hideNumber: true, voicemail: VoicemailBox(email: "a@b.example", pin: "0012"),
                    forward: [
                        ForwardingRule(.noAnswer, to: .mobile, after: Seconds(20)),
                        ForwardingRule(
                            .always, scope: .external, to: .number("+79160000102"),
                            until: LocalDateTime("2026-12-31T18:00")),
                    ]))
        let group: HuntGroup = try Self.decode(
            """
            {"extension":"601","members":[{"confirm":false,"to":"user 101"},{"confirm":true,"ring":"20s",\
            "to":"number +79160000199"}],"name":"escalation","otherwise":"voicemail 100","ring":"25s","strategy":"linear"}
            """)
        #expect(
            group
                == HuntGroup(
                    extension: "601", name: "escalation", strategy: .linear,
                    members: [
                        .init(to: .user("101")), .init(to: .number("+79160000199"), ring: Seconds(20), confirm: true),
                    ], ring: Seconds(25), otherwise: .voicemail("100")))
    }

    @Test("queues of version 0.1: members were destinations alone, and are stored so where they say nothing else")
    func earlierQueues() throws {
        let json = """
            {"announce":{"every":"45s","position":true},"callback":{"attempts":2,"callerId":"+74951234567","key":"1",\
            "notify":{"email":"s@r.example"},"offer":"30s","retry":"5m","window":"10m"},"extension":"700",\
            "members":["user 103","number +79160000199"],"music":"default","name":"support",\
            "otherwise":{"after":"5m","to":"voicemail 100"},"ring":"15s","strategy":"leastrecent"}
            """
        let queue: Queue = try Self.decode(json)
        #expect(
            queue
                == Queue(
                    extension: "700", name: "support", strategy: .leastrecent,
                    members: [.init(to: .user("103")), .init(to: .number("+79160000199"))], ring: Seconds(15),
                    music: "default", announce: .init(position: true, every: Seconds(45)),
                    callback: .init(
                        key: "1", offer: Seconds(30), window: Seconds(600), retry: Seconds(300), attempts: 2,
                        callerId: "+74951234567", notify: .init(email: "s@r.example")),
                    otherwise: .init(after: Seconds(300), to: .voicemail("100"))))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(queue), as: UTF8.self) == json)
    }

    @Test(
        "menus of version 0.1: extensions were a flag", arguments: [("true", DialableExtensions.all), ("false", .none)])
    func earlierMenus(flag: String, extensions: DialableExtensions) throws {
        let menu: Menu = try Self.decode(
            """
            {"attempts":2,"extensions":\(flag),"greeting":"welcome","keys":[{"key":"1","to":"group sales"}],\
            "mistake":"operator","name":"main","silence":"operator","wait":"5s"}
            """)
        #expect(
            menu
                == Menu(
                    name: "main", greeting: "welcome", extensions: extensions,
                    keys: [.init(key: "1", to: .group("sales"))], wait: Seconds(5), attempts: 2, silence: .operator,
                    mistake: .operator))
    }

    @Test("schedules and numbers of version 0.1: callers were numbers or abroad")
    func earlierNumbers() throws {
        let schedule: Schedule = try Self.decode(
            #"{"except":["*-05-09"],"name":"working hours","open":["Mon-Fri 09:00-18:00"]}"#)
        #expect(schedule == Schedule(name: "working hours", open: ["Mon-Fri 09:00-18:00"], except: ["*-05-09"]))
        let number: InboundNumber = try Self.decode(
            """
            {"name":"main line","number":"+74951234567","rules":[\
            {"caller":{"numbers":{"_0":["+74950009999","+79035550000"]}},"to":"hangup"},\
            {"caller":{"abroad":{}},"to":"group english"},{"during":"night watch","to":"user 101"},\
            {"outside":"working hours","to":"voicemail 100"},{"familiar":"today"},{"to":"menu main"}]}
            """)
        #expect(
            number
                == InboundNumber(
                    number: "+74951234567", name: "main line",
                    rules: [
                        NumberRule(
                            caller: CallerCondition(anyOf: [.number("+74950009999"), .number("+79035550000")]),
                            to: .hangup),
                        NumberRule(caller: CallerCondition(anyOf: [.abroad]), to: .group("english")),
                        NumberRule(during: "night watch", to: .user("101")),
                        NumberRule(outside: "working hours", to: .voicemail("100")),
                        NumberRule(familiar: .today), NumberRule(to: .menu("main")),
                    ]))
    }
}
