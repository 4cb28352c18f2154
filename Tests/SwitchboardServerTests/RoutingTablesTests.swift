import PhoneNumbers
import Routing
import Testing

@testable import SwitchboardServer

@Suite("which table a call goes by") struct RoutingTablesTests {
    static func table(_ revision: Int) throws -> RoutingTable {
        let numbering = LibPhoneNumber()
        let settings = OfficeSettings(
            name: "Test", country: "RU", timezone: "Europe/Moscow", language: "ru", operator: .user("100"))
        let office = Office(settings: settings, users: [User(extension: "100", name: "A", phone: "PJSIP/100")])
        return RoutingTable(
            try CheckedOffice(office, numbering: numbering), revision: revision, numbering: numbering)
    }

    @Test("a call under way keeps its table, a new one gets the newest")
    func keeps() throws {
        let tables = RoutingTables()
        #expect(tables.table(for: nil) == nil)
        tables.swap(in: try Self.table(1))
        tables.swap(in: try Self.table(2))
        #expect(tables.table(for: nil)?.revision == 2)
        #expect(tables.table(for: 1)?.revision == 1)
        #expect(tables.table(for: 2)?.revision == 2)
        #expect(tables.table(for: 99)?.revision == 2, "what is not known any more goes by the newest")
    }

    @Test("tables from before a restart are taken up, and old ones are let go")
    func remembers() throws {
        let tables = RoutingTables()
        tables.swap(in: try Self.table(40))
        tables.remember([try Self.table(38), try Self.table(39)])
        #expect(tables.table(for: 39)?.revision == 39)
        for revision in 41...80 { tables.swap(in: try Self.table(revision)) }
        #expect(tables.table(for: 39)?.revision == 80)
        #expect(tables.table(for: 79)?.revision == 79)
    }
}
