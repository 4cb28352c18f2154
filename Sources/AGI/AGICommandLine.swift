/// A line under construction.
struct AGICommandLine {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(512) }

    /// Adds text of ours as it is.
    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Adds one AGI argument in quotes, so that blanks do not end it.
    mutating func appendQuoted(_ text: some Sequence<UInt8>) throws(AGIEncodingError) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text { try append(byte) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Adds `A=1,B=2` in quotes.
    ///
    /// MSet reads its data twice: at the commas, where every backslash before a character is dropped; then at the
    /// first `=`, where the value is the last of two and stays as it is (main/pbx_variables.c,
    /// `pbx_builtin_setvar_multiple`). So a value is escaped once for MSet, and that once more for AGI.
    mutating func appendAssignments(_ variables: [AGIVariable]) throws(AGIEncodingError) {
        bytes.append(UInt8(ascii: "\""))
        for (index, variable) in variables.enumerated() {
            guard variable.name.utf8.isVariableName else { throw .invalidName }
            try variable.value.utf8.checkNoSubstitution()
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: variable.name.utf8)
            bytes.append(UInt8(ascii: "="))
            for byte in variable.value.utf8 {
                if byte.isSpecialToApplications { try append(UInt8(ascii: "\\")) }
                try append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Adds one byte between AGI's quotes (res/res_agi.c, `parse_args`: only `"` and `\` are special there).
    private mutating func append(_ byte: UInt8) throws(AGIEncodingError) {
        switch byte {
        case 0, UInt8(ascii: "\n"), UInt8(ascii: "\r"): throw .controlCharacter
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
        default: break
        }
        bytes.append(byte)
    }
}

extension UInt8 {
    /// What `__ast_app_separate_args` (main/app.c) does not take literally.
    fileprivate var isSpecialToApplications: Bool {
        switch self {
        case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default: false
        }
    }
}

extension Collection<UInt8> {
    /// Refuses what `AGIEXECFULL` would have Asterisk evaluate.
    func checkNoSubstitution() throws(AGIEncodingError) {
        var afterDollar = false
        for byte in self {
            if afterDollar, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { throw .substitution }
            afterDollar = byte == UInt8(ascii: "$")
        }
    }
}
