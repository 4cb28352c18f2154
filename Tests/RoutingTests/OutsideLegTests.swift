import Routing
import Testing

@Suite("marks of outside legs") struct OutsideLegTests {
    @Test(
        "what a mark says",
        arguments: ["mobile 103", "number +79160000199", "sip:desk@example.org", "sip:a@b.example:5061"])
    func roundTrip(mark: String) throws {
        #expect(try #require(OutsideLeg(mark: mark)).mark == mark)
    }

    @Test(
        "anything else is none",
        arguments: ["", "mobile", "mobile ", "number", "PJSIP/101", "sip:", "sip:a b@c.example"])
    func none(mark: String) {
        #expect(OutsideLeg(mark: mark) == nil)
    }
}
