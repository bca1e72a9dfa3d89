/// Lines of generated code, indented by their blocks.
struct CodeLines {
  private(set) var text = ""
  private var depth = 0

  init(depth: Int = 0) { self.depth = depth }

  /// Longer lines are broken at blanks.
  static let longest = 100

  mutating func append(_ line: String) {
    text += CodeLines.wrapped(line, indent: String(repeating: "  ", count: depth)) + "\n"
  }

  /// Replaces the last line, if it is this one.
  mutating func replaceLast(_ line: String, by other: String) -> Bool {
    let last = CodeLines.wrapped(line, indent: String(repeating: "  ", count: depth)) + "\n"
    guard text.hasSuffix(last) else { return false }
    text.removeLast(last.count)
    append(other)
    return true
  }

  /// Empty lines as deep as the inside of a block that begins here.
  var inside: CodeLines { CodeLines(depth: depth + 1) }

  /// Empty lines as deep as those that would follow here.
  var beside: CodeLines { CodeLines(depth: depth) }

  mutating func append(_ others: CodeLines) { text += others.text }

  /// Whether elements of an array are used.
  func useElements(of name: String) -> Bool {
    let (text, wanted) = (Array(text.utf8), Array("\(name)[".utf8))
    guard text.count >= wanted.count else { return false }
    return (0...text.count - wanted.count).contains { start in
      text[start...].starts(with: wanted)
    }
  }

  /// A block with lines that were written apart.
  mutating func block(_ opening: String, _ inside: CodeLines) {
    append(opening)
    text += inside.text
    append("}")
  }

  mutating func open(_ line: String) {
    append(line)
    depth += 1
  }

  mutating func close() {
    depth -= 1
    append("}")
  }

  /// A line broken at blanks where it is long, the following ones indented by four more.
  static func wrapped(_ line: String, indent: String, continued: String = "    ") -> String {
    guard line.utf8.count + indent.utf8.count > longest else { return indent + line }
    var result = ""
    var current = indent
    var isEmpty = true
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      if !isEmpty, current.utf8.count + word.utf8.count + 1 > longest {
        result += current + "\n"
        current = indent + continued
        isEmpty = true
      }
      current += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return result + current
  }

  /// A list behind an opening, broken between its elements where it is long.
  static func list(_ opening: String, _ elements: [String], _ closing: String) -> String {
    var result = ""
    var current = opening
    for (index, element) in elements.enumerated() {
      let text = element + (index == elements.count - 1 ? closing : ",")
      if index > 0 {
        if current.utf8.count + text.utf8.count + 1 > longest {
          result += current + "\n"
          current = "    "
        } else {
          current += " "
        }
      }
      current += text
    }
    return result + current
  }
}
