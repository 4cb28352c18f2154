import Foundation
import OfficeFile
import PhoneNumbers
import Routing
import Testing

/// The keys of groups, menus, schedules, lists and rules: read, written and stored.
@Suite("the keys of routing") struct RoutingKeysTests {
    private static let numbering = LibPhoneNumber()

    /// Every key there is, each with a value that is not its default.
    private static let everything = """
        version: 1
        office: { name: Test, country: RU, timezone: Europe/Moscow, language: ru, operator: user 100 }
        trunks:
          - { name: main, dial: "PJSIP/{number}@main", callerId: +74951234567, passCallerId: true, allow: [RU, IT] }
        users:
          - { extension: 100, name: Reception, phone: PJSIP/100, languages: [ru, en], voicemail: { email: a@b.example, pin: "0012" } }
          - extension: 121
            name: A
            phone: PJSIP/121
            mobile: +79160000121
            shift: night, watch
            analog: true
            hideNumber: true
            callWaiting: false
            record: true
            forward:
              always: { to: mobile, confirm: true, active: false, until: 2026-12-31T18:00 }
              busy: { to: speakers en }
              noAnswer: { to: "sip:a@b.example:5061", after: 20s, confirm: true }
              external: { unreachable: { to: group "sales", active: false } }
        groups:
          - extension: 600
            name: '"sales"'
            strategy: wrandom
            members:
              - user 100
              - { to: user 121, weight: 3 }
              - { to: number +79160000199, ring: 90s, confirm: true, weight: 2 }
              - speakers en
              - { to: group night shift, ring: 10m }
              - sip:desk@example.org
            ring: 25s
            membersForward: true
            record: true
            otherwise: { to: queue support }
          - { extension: "0601", name: night shift, strategy: memoryhunt, members: [user 121], otherwise: { to: play closed } }
        queues:
          - extension: 700
            name: support
            strategy: leastrecent
            members: [user 100, user 121]
            ring: 15s
            music: default
            announce: { position: true, every: 45s }
            callback: { key: "1", offer: 30s, window: 10m, retry: 5m, attempts: 2, callerId: +74951234567, notify: { email: a@b.example, webhook: "http://127.0.0.1:8099/x" } }
            otherwise: { after: 5m, to: voicemail 100 }
            record: true
          - extension: 701
            name: skills
            strategy: linear
            members:
              - user 100
              - { to: user 121, rings: both, confirm: false, penalty: 3 }
              - { to: number +79160000199, confirm: true }
            ring: 15s
            wrapUp: 10s
            priority: 5
            maxCallers: 20
            languages: true
            announce: { position: false, holdTime: true, every: 1m }
            otherwise: { to: operator }
        menus:
          - { name: main, greeting: welcome, extensions: true, keys: { 1: group night shift, 0: operator, "*": menu no, "#": menu main }, wait: 5s, interDigit: 3s, attempts: 2, silence: { to: operator }, mistake: { to: hangup } }
          - { name: no, greeting: choose, extensions: [100, "0601"], wait: 1m, attempts: 1, silence: { to: busy }, mistake: { to: speakers ru } }
          - { name: except, greeting: choose, extensions: { except: [121] }, keys: { 9: user 121 }, wait: 60s, attempts: 10, silence: { to: operator }, mistake: { to: operator } }
          - { name: keys, greeting: choose, keys: { 2: voicemail 100 }, wait: 9s, attempts: 3, silence: { to: operator }, mistake: { to: operator } }
        schedules:
          - { name: hours, open: ["Mon-Fri 09:00-13:00, 14:00-18:00", "*-12-31 09:00-12:00"], except: ["2026-12-31..2027-01-08", "*-05-09"], zone: Europe/Rome, switch: { code: "*281", users: [100, 121] } }
          - { name: "night, watch", open: ["daily 22:00-06:00"], switch: { code: "#28#" } }
          - { name: never, open: [] }
        lists:
          - blocked
          - { name: "vip: the best", numbers: [8 903 555-00-01, +390612345678] }
          - { name: empty, numbers: [] }
          - { name: left to commands }
        codes: { forwardAlways: "22", alwaysOn: "*74", callWaiting: off, voicemail: "*97" }
        numbers:
          - number: +74951234567
            name: main line
            language: it
            record: true
            rules:
              - { caller: list blocked, to: hangup }
              - { caller: [8 903 555-00-02, +7812*, country IT, anonymous, abroad, "list vip: the best"], to: user 121 }
              - { caller: +7495*, during: "night, watch", language: en }
              - { caller: country DE, outside: hours, to: voicemail 100 }
              - { familiar: 7d, ring: 9s, language: de }
              - { familiar: 24h, to: play hello }
              - { familiar: today }
              - { caller: abroad, to: group "sales" }
              - { to: menu main }
        """

    private static func read(_ text: String) throws(OfficeFileError) -> Office {
        try OfficeFile.read(text, named: "office.yaml", numbering: numbering).office
    }

    // MARK: What is read

    @Test("what is recorded: nothing, unless it says so")
    func recorded() throws {
        let office = try Self.read(Self.everything)
        #expect(office.users.map(\.record) == [false, true])
        #expect(office.groups.map(\.record) == [true, false])
        #expect(office.queues.map(\.record) == [true, false])
        #expect(office.numbers.map(\.record) == [true])
    }

    @Test("groups")
    func groups() throws {
        let group = try Self.read(Self.everything).groups[0]
        #expect(group.name == "\"sales\"")
        #expect(group.strategy == .wrandom)
        #expect(group.membersForward)
        #expect(
            group.members == [
                .init(to: .user("100")), .init(to: .user("121"), weight: 3),
                .init(to: .number("+79160000199"), ring: Seconds(90), confirm: true, weight: 2),
                .init(to: .speakers("en")), .init(to: .group("night shift"), ring: Seconds(600)),
                .init(to: .sip(try #require(SIPAddress("sip:desk@example.org")))),
            ])
        let plain = try Self.read(Self.everything).groups[1]
        #expect(!plain.membersForward)
        #expect(plain.extension == "0601")
    }

    @Test("menus")
    func menus() throws {
        let menus = try Self.read(Self.everything).menus
        #expect(menus.map(\.extensions) == [.all, .only(["100", "0601"]), .except(["121"]), .none])
        #expect(menus.map(\.interDigit) == [Seconds(3), nil, nil, nil])
        #expect(menus[0].keys.map(\.key) == ["1", "0", "*", "#"], "in the order of the file")
        #expect(menus[0].keys[2].to == .menu("no"))
        #expect(menus[1].keys.isEmpty)
    }

    @Test("schedules, lists, codes, forwards and shifts")
    func others() throws {
        let office = try Self.read(Self.everything)
        #expect(office.schedules[0].zone == "Europe/Rome")
        #expect(office.schedules[0].switch == .init(code: "*281", users: ["100", "121"]))
        #expect(office.schedules[1].switch == .init(code: "#28#"))
        #expect(
            office.lists == [
                CallerList(name: "blocked", numbers: nil),
                CallerList(name: "vip: the best", numbers: ["+79035550001", "+390612345678"]),
                CallerList(name: "empty", numbers: []),
                CallerList(name: "left to commands", numbers: nil),
            ])
        #expect(office.codes[.forwardAlways] == "22")
        #expect(office.codes[.callWaiting] == nil)
        #expect(office.codes[.busyOn] == PhoneCodes.standard[.busyOn])
        let user = office.users[1]
        #expect(user.shift == "night, watch")
        #expect(user.forward.map(\.confirm) == [true, false, true, false])
        #expect(user.forward.map(\.inactive) == [true, false, false, true])
        #expect(user.forward[1].to == .speakers("en"))
        #expect(office.overrides.isEmpty)
    }

    @Test("rules of numbers")
    func rules() throws {
        let number = try Self.read(Self.everything).numbers[0]
        #expect(number.language == "it")
        #expect(number.rules[0].caller == CallerCondition(anyOf: [.list("blocked")]))
        #expect(
            number.rules[1].caller?.anyOf == [
                .number("+79035550002"), .prefix("+7812"), .country("IT"), .anonymous, .abroad, .list("vip: the best"),
            ])
        #expect(
            number.rules[2]
                == NumberRule(
                    caller: CallerCondition(anyOf: [.prefix("+7495")]), during: "night, watch", language: "en"))
        #expect(number.rules.map(\.familiar) == [nil, nil, nil, nil, .days(7), .hours(24), .today, nil, nil])
        #expect(number.rules[4].ring == Seconds(9))
        #expect(number.rules[4].language == "de")
    }

    // MARK: There and back

    @Test("what is written reads back the same, and is written the same again")
    func file() throws {
        let office = try Self.read(Self.everything)
        let written = try OfficeFile.write(office)
        #expect(try Self.read(written) == office)
        #expect(try OfficeFile.write(try Self.read(written)) == written)
    }

    /// Each by itself, as the store keeps them.
    @Test("what is stored reads back the same")
    func stored() throws {
        let office = try Self.read(Self.everything)
        func again<Value: Codable & Equatable>(_ values: [Value]) throws {
            for value in values {
                #expect(try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value)) == value)
            }
        }
        try again([office.settings])
        try again(office.trunks)
        try again(office.users)
        try again(office.groups)
        try again(office.queues)
        try again(office.menus)
        try again(office.schedules)
        try again(office.lists)
        try again(office.numbers)
        try again([office.codes])
        try again([
            ScheduleOverride(schedule: "hours", isOpen: true),
            ScheduleOverride(schedule: "hours", isOpen: false, until: LocalDateTime("2026-12-31T18:00")),
        ])
    }
}
