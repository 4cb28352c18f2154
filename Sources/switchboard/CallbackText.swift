import Foundation
import Routing
import Storage

/// How requests to be called back are written for people.
struct CallbackText {
    let text: CallText
    let table: RoutingTable
    let now: Date

    /// `12  support  +79035550000 "Иванов"  asked 2026-09-21 17:13:20  1 of 2 attempts  attempt 2 at 17:19:00`
    func line(of callback: CallbackRecord) -> String {
        [
            String(callback.id), queue(of: callback), client(of: callback),
            "asked \(text.dateAndTime(callback.asked))", "\(attempts(of: callback)) attempts", state(of: callback),
        ]
        .joined(separator: "  ")
    }

    /// The whole of a request: what is known of it, then each attempt.
    func lines(of callback: CallbackRecord) -> [String] {
        let asked = text.dateAndTime(callback.asked)
        let facts = [
            ("callback", String(callback.id)),
            ("queue", "\(queue(of: callback)) (\(callback.queue.printable))"),
            ("client", "\(client(of: callback)), \(callback.language.printable)"),
            ("asked", asked + (callback.call.isEmpty ? ", by an operator" : ", in call \(callback.call.printable)")),
            ("place", "as of \(text.time(callback.arrived, near: callback.asked))"),
            (
                "attempts",
                "\(attempts(of: callback)), \(duration(callback.retry)) apart, for \(duration(callback.window))"
            ),
            ("state", state(of: callback)),
        ]
        return facts.map { $0.padding(toLength: 10, withPad: " ", startingAt: 0) + $1 }
            + (callback.attempts.isEmpty ? [] : [""])
            + callback.attempts.map {
                "\(text.time($0.began, near: callback.asked))  attempt \($0.number): \(result(of: $0)), "
                    + "call \($0.call.printable)"
            }
    }

    // MARK: Parts

    private func queue(of callback: CallbackRecord) -> String {
        (table.queue(extension: callback.queue)?.name ?? callback.queue).printable
    }

    private func client(of callback: CallbackRecord) -> String {
        callback.number.printable + (callback.name.map { " \"\($0.printable)\"" } ?? "")
    }

    private func attempts(of callback: CallbackRecord) -> String {
        "\(callback.attempts.count) of \(callback.mostAttempts)"
    }

    /// What comes next and when, or how it came out.
    private func state(of callback: CallbackRecord) -> String {
        if let outcome = callback.outcome {
            let moment = callback.ended.map { " at \(text.time($0, near: callback.asked))" } ?? ""
            return outcome.printable + moment + (callback.reason.map { ": \($0.printable)" } ?? "")
        }
        let attempt = callback.attempt ?? callback.attempts.count + 1
        // While quiet hours last the window has no beginning.
        let deadline =
            callback.windowFrom > now
            ? "" : ", until \(time(callback.windowFrom.addingTimeInterval(callback.window)))"
        switch callback.state {
        case "dialing": return "attempt \(attempt): the client is being called"
        case "queued": return "attempt \(attempt) waits for an agent\(deadline)"
        default: break
        }
        if table.callbackHours(of: callback.queue, at: now) == .quiet {
            let schedule = table.queue(extension: callback.queue)?.callback?.during
            return "attempt \(attempt) waits for the hours of \((schedule ?? "the queue").printable)"
        }
        guard let next = callback.until, next > now else { return "attempt \(attempt) is next\(deadline)" }
        return "attempt \(attempt) at \(time(next))"
    }

    private func result(of attempt: CallbackRecord.Attempt) -> String {
        let words = [
            "answered": "answered", "busy": "busy", "noAnswer": "no answer", "unreachable": "unreachable",
            "voicemail": "voicemail, or nobody pressed 1", "broken": "broken off",
        ]
        guard let result = attempt.result else { return "rings" }
        let after = attempt.ended.map { " after \(CallText.duration(from: attempt.began, to: $0))" } ?? ""
        return (words[result] ?? result.printable) + after
    }

    private func time(_ moment: Date) -> String { text.time(moment, near: now) }

    private func duration(_ seconds: TimeInterval) -> String { CallText.duration(from: now, to: now + seconds) }
}
