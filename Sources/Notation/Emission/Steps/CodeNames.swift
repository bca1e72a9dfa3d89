/// Names for a generated function: each is an identifier of the language, no word or function that
/// the code needs, and no other's name.
struct CodeNames {
  private var used: Set<String>
  private var lastNumber = 0
  private let temporaryStem: String

  /// - Parameters:
  ///   - reserved: the words that no name may be.
  ///   - userNames: the program's own names; temporaries are numbered with a letter that none of
  ///     them begins with, where there is one.
  init(reserved: [String], userNames: [String]) {
    used = Set(reserved)
    let numbered = Set(
      userNames.filter { $0.utf8.dropFirst().first.map(CodeNames.isDigit) ?? false }
        .compactMap { $0.unicodeScalars.first })
    let free = ["t", "s", "v", "w"].first { !numbered.contains($0.unicodeScalars.first ?? "t") }
    temporaryStem = free ?? "tmp"
  }

  /// An identifier like the user's name: Greek letters by their names, other letters by their code
  /// points, and underscores at the end where the name is taken.
  mutating func identifier(for name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      if scalar.isASCII {
        text.unicodeScalars.append(scalar)
      } else {
        text += LaTeX.greekName(scalar) ?? "u" + String(scalar.value, radix: 16)
      }
    }
    // Names that begin with two underscores, or one and a capital letter, belong to the compiler.
    let start = text.utf8.prefix(2)
    if start.first == UInt8(ascii: "_") { text = "x" + text }
    // Names that begin like those of the functions that come along.
    if text.lowercased().hasPrefix("ad_") { text += "_" }
    while !used.insert(text).inserted { text += "_" }
    return text
  }

  /// A name for a step that has none.
  mutating func temporary() -> String {
    while true {
      lastNumber += 1
      let name = temporaryStem + "\(lastNumber)"
      if used.insert(name).inserted { return name }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
