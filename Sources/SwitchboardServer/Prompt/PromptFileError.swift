import Foundation

/// Why a file can't be a prompt.
public struct PromptFileError: Error, Equatable, CustomStringConvertible {
    /// What is wrong with it.
    enum Problem: Error, Equatable {
        /// No RIFF/WAVE header.
        case notWave
        /// The `fmt ` chunk is missing, comes after the sound or is too short.
        case damagedFormat
        /// No `data` chunk.
        case noSound
        /// Not what Asterisk plays.
        case encoding(WaveFile.Encoding)
        /// The sound ends before it should: seconds there, seconds announced.
        case cutOff(Double, of: Double)
        /// Seconds.
        case tooShort(Double)
        /// Seconds.
        case tooLong(Double)
        /// Peak in dBFS.
        case silent(Double)
    }

    /// What the file is called.
    let file: String
    let problem: Problem

    /// What was found and what to do.
    public var description: String { "\(file): \(problem.text(converting: converting))" }

    /// The command that makes a prompt of it.
    private var converting: String {
        // A name that starts with - would be an option, and one with a blank two files.
        let path = file.hasPrefix("-") ? "./\(file)" : file
        let isPlain = path.wholeMatch(of: /[A-Za-z0-9_.\/-]+/) != nil
        let source = isPlain ? path : "'\(path.replacing("'", with: "'\\''"))'"
        return "sox \(source) -r 8000 -c 1 -b 16 -e signed-integer out.wav"
    }
}

extension PromptFileError.Problem {
    fileprivate func text(converting command: String) -> String {
        switch self {
        case .notWave: "not a WAV file; Asterisk plays WAV, PCM, 16 bit, 8,000 Hz mono: \(command)"
        case .damagedFormat: "damaged: it does not say how its sound is coded; record or export it again"
        case .noSound: "damaged: there is no sound in it; record or export it again"
        case .encoding(let encoding): "\(encoding.text); Asterisk plays 8,000 Hz mono, 16 bit PCM: \(command)"
        case .cutOff(let seconds, let announced):
            "cut off: \(Self.text(seconds)) s of \(Self.text(announced)) s are there; copy it again"
        case .tooShort(let seconds): "\(Self.text(seconds)) s long; a prompt lasts at least 0.1 s"
        case .tooLong(let seconds): "\(Self.text(seconds)) s long; a prompt lasts at most 300 s (5 minutes)"
        case .silent(let peak):
            "silent: \(peak.isFinite ? "it peaks at \(Int(peak.rounded(.down))) dBFS" : "every sample is 0"); "
                + "a prompt reaches at least -50 dBFS: record it again, or make it louder"
        }
    }

    private static func text(_ seconds: Double) -> String {
        seconds.formatted(.number.precision(.fractionLength(0...2)).locale(.english))
    }
}

extension WaveFile.Encoding {
    /// `44,100 Hz stereo`; what is right goes without saying, but for rate and channels.
    fileprivate var text: String {
        let channels =
            switch channels {
            case 1: "mono"
            case 2: "stereo"
            default: "\(channels) channels"
            }
        var parts = ["\(rate.formatted(.number.locale(.english))) Hz \(channels)"]
        if bits != 16 { parts.append("\(bits) bit") }
        if format != Self.pcm { parts.append(formatName) }
        return parts.joined(separator: ", ")
    }

    /// Codes of RFC 2361 and mmreg.h.
    private var formatName: String {
        switch format {
        case 2, 17: "ADPCM"
        case 3: "floating point"
        case 6: "A-law"
        case 7: "µ-law"
        case 49: "GSM"
        case 85: "MP3"
        default: "format \(format)"
        }
    }
}

extension Locale {
    /// Messages are English whatever the machine's language is.
    fileprivate static let english = Locale(identifier: "en_US")
}
