import PhoneNumbers
import Routing
import Testing

/// One line of a numbering plan: what is written where, and what it must be read as (`nil`: no number).
struct Expected: Sendable, CustomTestStringConvertible {
    var text: String
    var region: String
    var number: PhoneNumber?

    init(_ text: String, in region: String, _ e164: String, _ home: String, _ kind: PhoneNumber.Kind) {
        self.text = text
        self.region = region
        number = PhoneNumber(e164: e164, region: home, kind: kind)
    }

    init(refused text: String, in region: String) {
        self.text = text
        self.region = region
    }

    var testDescription: String { "\(text.debugDescription) in \(region)" }
}
