/// What a message means to the people on the telephone; nil when nothing.
struct StoryLine {
    let text: String

    init?(_ dialog: Dialog, _ entry: Dialog.Entry) {
        let party = dialog.direction == .fromPBX ? dialog.calledUser : dialog.callerUser
        // A message that came before in the same words is a retransmission.
        let same = dialog.entries.filter { $0.message.startLine == entry.message.startLine }
        let isFirst = same.count == 1
        switch (entry.message.method, entry.message.status) {
        case ("INVITE", _) where dialog.entries.count == 1:
            text = dialog.direction == .toPBX ? "\(party) calls \(dialog.calledUser)" : Self.rings(dialog)
        case ("CANCEL", _):
            text =
                entry.isFromPBX
                ? "\(party) stops ringing" + (dialog.wasAnsweredElsewhere ? ": answered elsewhere" : "")
                : "\(party) gives up"
        case ("BYE", _): text = entry.isFromPBX ? "\(party) is hung up" : "\(party) hangs up"
        case ("REFER", _): text = "\(party) transfers to \(entry.message.header("Refer-To") ?? "?")"
        case (_, let status?) where entry.message.transactionMethod == "INVITE" && isFirst && status != 487:
            guard let meaning = Self.meaning(status, reason: entry.message.startLine, of: dialog) else { return nil }
            text = "\(party) \(meaning)"
        default: return nil
        }
    }

    private static func rings(_ dialog: Dialog) -> String {
        "the PBX calls \(dialog.calledUser)" + (dialog.trunk.map { " by trunk \($0)" } ?? "")
            + " for \(dialog.callerUser)"
    }

    private static func meaning(_ status: Int, reason: String, of dialog: Dialog) -> String? {
        let isCaller = dialog.direction == .toPBX
        return switch status {
        case 180: isCaller ? "hears it ring" : "rings"
        case 183: "hears something before the answer"
        case 200..<300: isCaller ? "is connected" : "answers"
        case 300...:
            isCaller
                ? "is refused: \(reason.dropFirst("SIP/2.0 ".count))" : "refuses: \(reason.dropFirst("SIP/2.0 ".count))"
        default: nil
        }
    }
}
