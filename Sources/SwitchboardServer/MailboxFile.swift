import Foundation
import Routing

/// The mailboxes of an office as Asterisk's voicemail.conf has them.
public enum MailboxFile {
    /// The lines under `[switchboard]`: `101 => PIN,name,e-mail,pager,options` (app_voicemail.c, `populate_defaults`,
    /// voicemail.conf.sample).
    ///
    /// - Parameter mailedByAsterisk: without an address Asterisk mails nothing; then we do.
    public static func contents(_ office: Office, mailedByAsterisk: Bool = true) -> String {
        let lines = office.users.compactMap { user in
            user.voicemail.map { box in
                let language = user.languages.first ?? office.settings.language
                let fields = [
                    box.pin ?? "", clean(user.name), mailedByAsterisk ? box.email ?? "" : "", "",
                    "language=\(language)",
                ]
                return "\(user.extension) => \(fields.joined(separator: ","))\n"
            }
        }
        return "; Written by switchboard serve from the office's rules. What is changed here is lost.\n"
            + lines.joined()
    }

    /// A name without what voicemail.conf would read as more than a name.
    private static func clean(_ name: String) -> String {
        String(name.map { ",;|=[]\"\\".contains($0) ? " " : $0 })
    }

    /// Replaces the file in one step, readable by its owner and group only: PINs are in it.
    ///
    /// - Returns: whether anything changed.
    static func write(_ office: Office, mailedByAsterisk: Bool, to path: String) throws -> Bool {
        let contents = contents(office, mailedByAsterisk: mailedByAsterisk)
        let url = URL(filePath: path)
        if let current = try? String(contentsOf: url, encoding: .utf8), current == contents { return false }
        let temporary = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).new")
        try Data(contents.utf8).write(to: temporary)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: temporary.path)
        guard rename(temporary.path, path) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
        return true
    }
}
