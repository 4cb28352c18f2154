import Foundation

@testable import CallControl

/// A picture that takes events in, and what it told. It notices what must never be told.
struct Replay {
    var picture = CallPicture()
    private(set) var talks: [Talk] = []
    private(set) var open: [Talk] = []
    private(set) var ended: [Call] = []
    private(set) var known: Set<String> = []
    private(set) var effects: [CallEffect] = []
    private(set) var faults: [String] = []

    init() {}

    /// Goes on with a picture in which these calls are known.
    init(picture: CallPicture, known: Set<String>) {
        self.picture = picture
        self.known = known
    }

    mutating func run(_ events: some Sequence<Recording.Event>) {
        for one in events { take(picture.handle(one.event, at: one.moment)) }
    }

    /// Nothing comes any more.
    mutating func settle(_ moment: Date) {
        take(picture.settle(at: moment))
    }

    mutating func take(_ effects: [CallEffect]) {
        self.effects += effects
        for effect in effects {
            switch effect {
            case .callBegan(let id):
                if !known.insert(id).inserted { faults.append("call \(id) began twice") }
            case .callMerged(let id, let into):
                if known.remove(id) == nil || !known.contains(into) { faults.append("\(id) merged into \(into)") }
            case .callEnded(let call):
                if known.remove(call.id) == nil { faults.append("call \(call.id) ended and was not there") }
                if !call.live.isEmpty || !call.currentTalks.isEmpty { faults.append("call \(call.id) ended alive") }
                ended.append(call)
            case .talkBegan(let talk):
                if open.contains(where: { !Set($0.channels).isDisjoint(with: talk.channels) }) {
                    faults.append("\(talk.channels) talk twice")
                }
                open.append(talk)
            case .talkEnded(let talk):
                if let place = open.firstIndex(where: { $0.began == talk.began && $0.channels == talk.channels }) {
                    open.remove(at: place)
                } else {
                    faults.append("\(talk.channels) ended a talk they had not begun")
                }
                talks.append(talk)
            case .changed(let id):
                if !known.contains(id) { faults.append("call \(id) changed and is not there") }
            default: break
            }
        }
    }

    /// Who talked, as marks. Names are the calls' own.
    func parties(of talk: Talk) -> Set<String> {
        let channels = (ended + picture.calls).flatMap(\.channels)
        return Set(talk.channels.compactMap { id in channels.first { $0.id == id }?.mark.text })
    }

    /// Who talked in which order.
    var conversations: [Set<String>] { talks.sorted { $0.began < $1.began }.map { parties(of: $0) } }
}

extension CallPicture {
    /// What is left of calls; nothing must be when the last one is over.
    var remains: [String] {
        let stores: [(String, Bool)] = [
            ("live", live.isEmpty), ("callOfChannel", callOfChannel.isEmpty), ("mergedInto", mergedInto.isEmpty),
            ("names", names.isEmpty), ("legs", legs.isEmpty), ("bridges", bridges.isEmpty),
            ("talkOfChannel", talkOfChannel.isEmpty), ("rearrangements", rearrangements.isEmpty),
            ("early", early.isEmpty), ("effects", effects.isEmpty), ("touched", touched.isEmpty),
        ]
        return stores.filter { !$0.1 }.map(\.0)
    }
}
