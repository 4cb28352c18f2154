import Foundation

extension JSONEncoder.DateEncodingStrategy {
    /// ISO 8601 in UTC with milliseconds: events of one second keep their order, and durations are right.
    public static var milliseconds: Self {
        .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        }
    }
}

extension JSONDecoder.DateDecodingStrategy {
    /// ISO 8601, with milliseconds or without.
    public static var milliseconds: Self {
        .custom { decoder in
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            for isFractional in [true, false] {
                let style = Date.ISO8601FormatStyle(includingFractionalSeconds: isFractional)
                if let date = try? style.parse(text) { return date }
            }
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(text)\" is no date; expected 2026-11-21T09:30:00.000Z")
        }
    }
}
