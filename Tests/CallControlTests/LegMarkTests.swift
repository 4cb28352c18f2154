import CallControl
import Testing

/// Which leg a channel is.
@Suite("leg marks") struct LegMarkTests {
    @Test(
        "what the dialplan writes",
        arguments: [
            ("mobile 103", LegMark.mobile(of: "103")), ("number +79160000199", .number("+79160000199")),
            ("sip:desk@example.org", .sip("sip:desk@example.org")),
        ])
    func written(text: String, mark: LegMark) {
        #expect(LegMark(mark: text) == mark)
        #expect(mark.text == text)
    }

    @Test("what it never writes is no mark", arguments: ["", "mobile", "mobile ", "number ", "sip:", "PJSIP/101", "x"])
    func unknown(text: String) {
        #expect(LegMark(mark: text) == nil)
    }

    @Test(
        "a channel's device",
        arguments: [
            ("PJSIP/101-0000002a", "PJSIP/101"), ("PJSIP/front-desk-0000002a", "PJSIP/front-desk"),
            ("DAHDI/1-1", "DAHDI/1"), ("Console/dsp", "Console/dsp"),
        ])
    func device(name: String, device: String) {
        #expect(LegMark(channelName: name) == .device(device))
    }

    @Test("a leg has the mark it was dialled with: later ones are for the legs it rings")
    func dialled() {
        var story = Story()
        let caller = story.comes("PJSIP/main-00000001")
        let leg = story.comes("PJSIP/main-00000002", call: caller, .down)
        for id in [caller, leg] { story[id].variables["SWITCHBOARD_LEG"] = "mobile 103" }
        story.tell(.dialBegan(caller: story[caller], callee: story[leg], dialString: "79160000103@main"))
        #expect(story.picture.channel(caller)?.mark == .device("PJSIP/main"))
        #expect(story.picture.channels(of: .mobile(of: "103")).map(\.id) == [leg])
        story[leg].variables["SWITCHBOARD_LEG"] = "number +79160000199"
        story.answers(leg)
        #expect(story.picture.channel(leg)?.mark == .mobile(of: "103"))
        story.hangsUp(leg)
        #expect(story.picture.legsInUse == [.device("PJSIP/main")])
    }
}
