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
