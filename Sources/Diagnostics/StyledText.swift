/// Text for a terminal under construction, with colours or without.
struct StyledText {
  enum Style {
    case plain, headline, error, warning, secondary, gutter, note, help

    /// Parameters of the ANSI sequence "select graphic rendition" (ECMA-48, 8.3.117).
    fileprivate var parameters: String? {
      switch self {
      case .plain: nil
      case .headline: "1"
      case .error: "1;31"
      case .warning: "1;33"
      case .secondary: "36"
      case .gutter: "2"
      case .note: "1"
      case .help: "1;32"
      }
    }
  }

  private(set) var bytes: [UInt8] = []
  private let color: Bool
  /// The style in force, so that a run of equal columns takes one sequence.
  private var current = Style.plain

  init(color: Bool) {
    self.color = color
  }

  /// Appends a text on the current line; what would steer the terminal is escaped, except tabs.
  mutating func append(_ text: String, _ style: Style) {
    change(to: style)
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        bytes.append(UInt8(ascii: "\t"))
      } else {
        DisplayText.append(scalar, to: &bytes)
      }
    }
  }

  /// Appends what is already fit for a terminal.
  mutating func append(bytes: [UInt8]) {
    change(to: .plain)
    self.bytes += bytes
  }

  mutating func endLine() {
    change(to: .plain)
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func change(to style: Style) {
    guard color, style != current else { return }
    current = style
    // Begins with 0, which ends the style before.
    bytes += "\u{1B}[0\(style.parameters.map { ";" + $0 } ?? "")m".utf8
  }
}
