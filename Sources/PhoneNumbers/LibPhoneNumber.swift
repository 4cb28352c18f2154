import CPhoneNumber
import Routing

/// The numbering plans of the world, as Google's libphonenumber knows them.
///
/// Its metadata is as old as the library: a range handed out since is read as a number of kind
/// ``PhoneNumber/Kind/other`` when its length is right.
public struct LibPhoneNumber: NumberingPlan {
    /// Loads the metadata, once per process, so that no call waits for it.
    public init() {
        cphonenumber_warm_up()
    }

    /// Whether these digits, alone and complete, call an emergency service in the region.
    ///
    /// What counts is libphonenumber's list: for Russia 112, 101 to 103 and 01 to 03.
    public func isEmergency(_ digits: String, region: String) -> Bool {
        guard (2...10).contains(digits.utf8.count), digits.utf8.allSatisfy(\.isDigit), Self.isCode(region) else {
            return false
        }
        return cphonenumber_is_emergency(digits, region)
    }

    /// Whether the plan knows this ISO 3166-1 alpha-2 region, in capitals.
    public func knows(region: String) -> Bool {
        Self.isCode(region) && cphonenumber_knows_region(region)
    }

    /// Two capital letters: the only thing handed on as a region.
    static func isCode(_ region: String) -> Bool {
        region.utf8.count == 2 && region.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}

extension UInt8 {
    /// An ASCII digit.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
