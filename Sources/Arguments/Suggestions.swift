import Diagnostics

/// What a message proposes: the nearest name, and arguments as a shell takes them.
package enum Suggestions {
  /// A longer program is not repeated in a message.
  static let longestQuotation = 60

  /// The long options whose names are like the one in an argument such as `--trac`, `-trace` or
  /// `--mod=x`: those that it begins, else the nearest one.
  static func options(like argument: [UInt8], of command: CommandDescription) -> [String] {
    let body = argument.drop { $0 == Syntax.hyphen }.prefix { $0 != UInt8(ascii: "=") }
    let word = String(decoding: body, as: UTF8.self)
    let names = command.options.map { $0.name }
    if names.contains(word) { return [word] }
    if word.utf8.count > 1 {
      let longer = names.filter { $0.hasPrefix(word) }
      if !longer.isEmpty { return longer }
    }
    return nearest(to: word, among: names).map { [$0] } ?? []
  }

  /// `did you mean …?`, and the command that lists the names. What is called so elsewhere goes
  /// before what is spelled nearly so.
  package static func didYouMean(
    _ word: String, _ names: [String], _ synonyms: [Synonyms.Entry] = [], listing: String
  ) -> String {
    let lists = "`autodiff \(listing)` lists them all"
    let meant = Synonyms.meant(by: word, among: synonyms) ?? nearest(to: word, among: names)
    return (meant.map { "did you mean `\($0)`?  " } ?? "") + lists
  }

  static func nearest(to word: String, among candidates: [String]) -> String? {
    closest(to: word, among: candidates)
  }

  /// An argument as it is shown in a message: not too long. The renderer escapes what must not
  /// reach a terminal.
  static func shown(_ bytes: [UInt8]) -> String {
    // A scalar takes at most four bytes, so that the prefix holds enough of them.
    shown(String(decoding: bytes.prefix(4 * longestQuotation + 4), as: UTF8.self))
  }

  /// The same of a text.
  package static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > longestQuotation else { return String(scalars) }
    return String(scalars.prefix(longestQuotation)) + "…"
  }

  /// An argument as one types it in a shell, in single quotes where it needs them, in double quotes
  /// where it holds a transpose; `…` for a text that does not fit on a line.
  static func quoted(_ bytes: [UInt8]) -> String {
    let isPlain = bytes.allSatisfy { byte in
      (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
        || "_-+./=,:@%".utf8.contains(byte)
    }
    guard bytes.count <= longestQuotation, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      return "'…'"
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { return "'…'" }
    guard !isPlain || bytes.isEmpty else { return text }
    // What double quotes leave alone; `!` recalls a command in them.
    let isLiteral = !bytes.contains { "\"$`\\!".utf8.contains($0) }
    if isLiteral, bytes.contains(UInt8(ascii: "'")) { return "\"\(text)\"" }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: #"'\''"#) + "'"
  }

  /// `autodiff grad 'x*y' x=1 y=2`.
  package static func commandLine(_ command: String, _ program: [UInt8], _ bindings: [[UInt8]])
    -> String
  {
    var parts = ["autodiff", command]
    if program.first == Syntax.hyphen, Syntax.isOptionShaped(program) { parts.append("--") }
    return (parts + ([program] + bindings).map { quoted($0) }).joined(separator: " ")
  }
}
