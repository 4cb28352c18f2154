import Foundation
import OfficeFile
import PhoneNumbers
import Routing
import Testing

/// The keys `notify`: read, written, stored and checked.
@Suite("notify") struct NotifyTests {
    private static func file(
        office: String = "", user: String = "", group: String = "", queue: String = "", callback: String = ""
    ) -> String {
        """
        version: 1
        office: { name: Test, country: RU, timezone: Europe/Moscow, operator: user 100\(office) }
        trunks:
          - { name: main, dial: "PJSIP/{number}@main", callerId: +74951234567, allow: [RU] }
        users:
          - { extension: 100, name: Reception, phone: PJSIP/100\(user) }
        groups:
          - { extension: 600, name: sales, strategy: ringall, members: [user 100], otherwise: { to: operator }\(group) }
        queues:
          - extension: 700
            name: support
            strategy: ringall
            members: [user 100]
            ring: 15s\(queue)
            callback: { key: 1, offer: 30s, window: 10m, retry: 5m, attempts: 2\(callback) }
            otherwise: { to: operator }
        """
    }

    private static func read(_ text: String) throws -> Office {
        try OfficeFile.read(text, named: "t", numbering: LibPhoneNumber()).office
    }

    @Test("at every place, there and back")
    func places() throws {
        let notify = #", notify: { email: a+b@c.example, webhook: "https://h.example:8443/x?y=1" }"#
        let office = try Self.read(
            Self.file(
                office: notify, user: notify, group: notify,
                queue: "\n    notify: { email: a+b@c.example, webhook: \"https://h.example:8443/x?y=1\" }",
                callback: notify))
        let expected = AlertAddresses(email: "a+b@c.example", webhook: "https://h.example:8443/x?y=1")
        #expect(office.settings.notify == expected)
        #expect(office.users[0].notify == expected)
        #expect(office.groups[0].notify == expected)
        #expect(office.queues[0].notify == expected)
        #expect(office.queues[0].callback?.notify == expected)
        #expect(office.alertAddresses(\.email) == ["a+b@c.example"])
        #expect(try Self.read(OfficeFile.write(office)) == office)
    }

    @Test("one address is enough, and none is written where there was none")
    func some() throws {
        let office = try Self.read(Self.file(user: ", notify: { webhook: http://127.0.0.1:8099/x }"))
        #expect(office.users[0].notify == AlertAddresses(webhook: "http://127.0.0.1:8099/x"))
        #expect(try !OfficeFile.write(Self.read(Self.file())).contains("notify"))
        let stored = String(decoding: try JSONEncoder().encode(Self.read(Self.file()).settings), as: UTF8.self)
        #expect(!stored.contains("notify"))
    }

    @Test("settings and queues that an earlier version stored")
    func earlier() throws {
        let settings = try JSONDecoder().decode(
            OfficeSettings.self,
            from: Data(
                #"{"country":"RU","language":"ru","name":"Test","operator":"user 100","timezone":"Europe/Moscow"}"#.utf8
            ))
        #expect(
            settings
                == OfficeSettings(
                    name: "Test", country: "RU", timezone: "Europe/Moscow", language: "ru", operator: .user("100")))
        let queue = try JSONDecoder().decode(
            Queue.self,
            from: Data(
                """
                {"callback":{"attempts":2,"callerId":"+74951234567","key":"1","notify":{"email":"a@b.example"},\
                "offer":"30s","retry":"5m","window":"10m"},"extension":"700","members":["user 101"],"name":"support",\
                "otherwise":{"to":"operator"},"ring":"15s","strategy":"ringall"}
                """.utf8))
        #expect(queue.callback?.notify == AlertAddresses(email: "a@b.example"))
        #expect(queue.notify == nil)
    }

    @Test(
        "a wrong address is named with its place",
        arguments: [
            ("{ email: nobody }", "users[0].notify.email: \"nobody\" is not an e-mail address"),
            ("{ email: \"a@b.example, c@d.example\" }", "is not an e-mail address"),
            ("{ email: \"Ann <a@b.example>\" }", "is not an e-mail address"),
            ("{ email: иван@example.org }", "is not an e-mail address"),
            ("{ email: \"a@b.example\\nBcc: x@y\" }", "control characters"),
            ("{ webhook: example.org/hook }", "users[0].notify.webhook: \"example.org/hook\" is not a URL"),
            ("{ webhook: \"ftp://example.org/hook\" }", "is not a URL that can be called"),
            ("{ webhook: \"file:///etc/passwd\" }", "is not a URL"),
            ("{ webhook: \"https://user:pass@example.org/\" }", "without a name and password in it"),
            ("{ webhook: \"http:///x\" }", "is not a URL"), ("{ webhook: \"http://a b/\" }", "is not a URL"),
            ("{ webhook: \"http://h:70000/\" }", "is not a URL"),
            ("{ mail: a@b.example }", "unknown key mail; expected email"),
            ("{ }", "users[0].notify: nobody is told; expected email: or webhook:"),
            ("a@b.example", "is not a mapping"),
        ])
    func mistakes(value: String, says: String) {
        #expect {
            try Self.read(Self.file(user: ", notify: \(value)"))
        } throws: {
            "\($0)".contains(says)
        }
    }

    @Test(
        "addresses at every place are looked at",
        arguments: [
            ("office.notify.email", file(office: ", notify: { email: x }")),
            ("groups[0].notify.email", file(group: ", notify: { email: x }")),
            ("queues[0].notify.email", file(queue: "\n    notify: { email: x }")),
            ("queues[0].callback.notify.email", file(callback: ", notify: { email: x }")),
        ])
    func everywhere(place: String, text: String) {
        #expect {
            try Self.read(text)
        } throws: {
            "\($0)".contains("\(place): \"x\" is not an e-mail address")
        }
    }
}
