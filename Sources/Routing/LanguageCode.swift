/// What a language may be called, in office files and as a folder of Asterisk's sounds.
public enum LanguageCode {
    /// `ru`, `pt_BR`: two or three small letters, and a region or script behind `_` or `-`.
    public static func isValid(_ code: String) -> Bool {
        code.wholeMatch(of: /[a-z]{2,3}([_-][A-Za-z0-9]{2,8})?/) != nil
    }
}
