extension Dialog {
    /// Every line that the PBX sent in this dialog, in requests and responses, and that holds a number: header lines as
    /// they stood, "P-Asserted-Identity: <sip:79160001234@…>", and start lines; not SDP.
    /// - Parameter digits: as they would stand there: without "+" they are found with it too.
    public func sentHeaders(containing digits: String) -> [String] {
        sentLines(containing: digits).map(\.line)
    }

    fileprivate func sentLines(containing digits: String) -> [(entry: Entry, line: String)] {
        entries.filter(\.isFromPBX).flatMap { entry in
            ([entry.message.startLine] + entry.message.headers.map { "\($0.name): \($0.value)" })
                .filter { $0.contains(digits) }.map { (entry, $0) }
        }
    }
}

extension Bench {
    /// Numbers that the PBX has told to whom they should not be told: of every message in the capture so far, a line
    /// for each header that holds one.
    /// - Parameters:
    ///   - numbers: employees' mobiles, say; found with and without "+".
    ///   - isClient: whose dialogs are looked at.
    public func leaks(of numbers: [String], to isClient: (Dialog) -> Bool) -> [String] {
        wire.dialogs.filter(isClient).flatMap { dialog in
            let party = dialog.direction == .fromPBX ? dialog.calledUser : dialog.callerUser
            return numbers.flatMap { number in
                dialog.sentLines(containing: number.filter { $0 != "+" }).map { entry, line in
                    let first = entry.message.startLine
                    return "\(entry.time)  \(number) to \(party), in \(first)" + (line == first ? "" : ": \(line)")
                }
            }
        }
    }
}
