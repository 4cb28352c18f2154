/// What a prompt may be called, in office files and as a file.
public enum PromptName {
    /// 1 to 60 ASCII letters, digits, `-` and `_`: nothing that leads out of a folder or means something to Playback.
    public static func isValid(_ name: String) -> Bool {
        (1...60).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
