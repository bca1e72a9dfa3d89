import Diagnostics
import Numerics

/// A `tabular` for each table, for the body of an `article` with the package `amsmath`: numbers to
/// the right, formulas and matrices in mathematical mode. Notes are left out.
enum LatexFormat {
  static func write(
    _ report: Report, digits: Int?, to bytes: inout [UInt8], _ drain: Drain
  ) {
    for (index, table) in report.tables.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: "\n")) }
      if let title = table.title {
        bytes += #"\noindent\textbf{"#.utf8
        append(title, to: &bytes)
        bytes += #"}\par\medskip"#.utf8
        bytes.append(UInt8(ascii: "\n"))
      }
      append(table, digits: digits, to: &bytes, drain)
    }
  }

  private static func append(
    _ table: Table, digits: Int?, to bytes: inout [UInt8], _ drain: Drain
  ) {
    let widest = table.rows.samples.lazy.joined().compactMap(\.matrix?.shape.columns).max() ?? 0
    if widest > defaultMatrixColumns {
      bytes += #"\setcounter{MaxMatrixCols}{\#(widest)}"#.utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    bytes += #"\begin{tabular}{"#.utf8
    for isNumeric in table.numericColumns {
      bytes.append(isNumeric ? UInt8(ascii: "r") : UInt8(ascii: "l"))
    }
    bytes += "}\n\\hline\n".utf8
    let header = table.columns.map { column in
      column.latex.map { Cell.formula(text: column.name, latex: $0) } ?? .text(column.name)
    }
    appendRow(header, of: table, digits: digits, to: &bytes)
    bytes += "\\hline\n".utf8
    for row in table.rows {
      appendRow(row, of: table, digits: digits, to: &bytes)
      drain(&bytes)
    }
    bytes += "\\hline\n\\end{tabular}\n".utf8
  }

  private static func appendRow(
    _ row: [Cell], of table: Table, digits: Int?, to bytes: inout [UInt8]
  ) {
    for column in table.columns.indices {
      if column > 0 { bytes += " & ".utf8 }
      append(table.cell(row, column), isFirst: column == 0, digits: digits, to: &bytes)
    }
    bytes += " \\\\\n".utf8
  }

  private static func append(_ cell: Cell, isFirst: Bool, digits: Int?, to bytes: inout [UInt8]) {
    switch cell {
    case .text(let text):
      // After `\\` of the row before, a bracket or a star would be read as its argument.
      if isFirst, text.hasPrefix("[") || text.hasPrefix("*") { bytes += "{}".utf8 }
      append(text, to: &bytes)
    case .formula(_, let latex): bytes += "$\(latex)$".utf8
    case .number(let number) where number.isNaN: bytes += "nan".utf8
    case .number(let number):
      bytes.append(UInt8(ascii: "$"))
      append(number, digits: digits, to: &bytes)
      bytes.append(UInt8(ascii: "$"))
    case .integer(let integer):
      bytes.append(UInt8(ascii: "$"))
      appendInteger(integer, to: &bytes)
      bytes.append(UInt8(ascii: "$"))
    case .matrix(let matrix): append(matrix, digits: digits, to: &bytes)
    case .empty: break
    }
  }

  /// An empty matrix is a pair of brackets with its shape.
  private static func append(_ matrix: Matrix, digits: Int?, to bytes: inout [UInt8]) {
    let shape = matrix.shape
    guard shape.count > 0 else {
      bytes += #"$[\,]_{\#(shape.rows) \times \#(shape.columns)}$"#.utf8
      return
    }
    bytes += #"$\begin{bmatrix} "#.utf8
    for row in 0..<shape.rows {
      if row > 0 { bytes += #" \\ "#.utf8 }
      for column in 0..<shape.columns {
        if column > 0 { bytes += " & ".utf8 }
        append(matrix[row, column], digits: digits, to: &bytes)
      }
    }
    bytes += #" \end{bmatrix}$"#.utf8
  }

  /// Appends a number for mathematical mode: `1.5e-07` is set as a product with a power of ten, and
  /// infinity as its sign.
  private static func append(_ number: Double, digits: Int?, to bytes: inout [UInt8]) {
    guard number.isFinite else {
      bytes += (number.isNaN ? #"\mathrm{nan}"# : number < 0 ? #"-\infty"# : #"\infty"#).utf8
      return
    }
    var decimal: [UInt8] = []
    appendNumber(number, digits: digits, to: &decimal)
    if let e = decimal.firstIndex(of: UInt8(ascii: "e")) {
      let exponent = Int(String(decoding: decimal[(e + 1)...], as: UTF8.self)) ?? 0
      bytes += decimal[..<e]
      bytes += #"\times 10^{\#(exponent)}"#.utf8
    } else {
      bytes += decimal
    }
  }

  /// The most columns that `bmatrix` takes without being told.
  private static let defaultMatrixColumns = 10

  /// Appends a text so that no character of it is a command, and that fonts of any age have it.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    var shown: [UInt8] = []
    DisplayText.append(text, to: &shown)
    var previous: Unicode.Scalar?
    for scalar in String(decoding: shown, as: UTF8.self).unicodeScalars {
      // Two hyphens would become a dash.
      if scalar == "-", previous == "-" { bytes += "{}".utf8 }
      previous = scalar
      if let command = command(for: scalar) {
        bytes += command.utf8
      } else if let encoded = UTF8.encode(scalar) {
        bytes += encoded
      }
    }
  }

  private static func command(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "{", "}", "$", "&", "#", "_", "%": "\\" + String(scalar)
    case "\\": #"\textbackslash{}"#
    case "^": #"\textasciicircum{}"#
    case "~": #"\textasciitilde{}"#
    case "<": #"$<$"#
    case ">": #"$>$"#
    case "|": #"$|$"#
    case "\"": #"{\ttfamily\char34}"#
    case "×": #"$\times$"#
    case "·": #"$\cdot$"#
    case "−": #"$-$"#
    case "÷": #"$\div$"#
    case "±": #"$\pm$"#
    case "≤": #"$\le$"#
    case "≥": #"$\ge$"#
    case "≠": #"$\ne$"#
    case "∞": #"$\infty$"#
    case "\u{391}"..."\u{3F5}": greek[scalar].map { "$\($0)$" }
    default: nil
    }
  }

  /// The Greek letters that TeX has commands for; the others look like Latin ones.
  private static let greek: [Unicode.Scalar: String] = [
    "α": #"\alpha"#, "β": #"\beta"#, "γ": #"\gamma"#, "δ": #"\delta"#, "ε": #"\varepsilon"#,
    "ζ": #"\zeta"#, "η": #"\eta"#, "θ": #"\theta"#, "ι": #"\iota"#, "κ": #"\kappa"#,
    "λ": #"\lambda"#, "μ": #"\mu"#, "ν": #"\nu"#, "ξ": #"\xi"#, "ο": "o", "π": #"\pi"#,
    "ρ": #"\rho"#, "ς": #"\varsigma"#, "σ": #"\sigma"#, "τ": #"\tau"#, "υ": #"\upsilon"#,
    "φ": #"\varphi"#, "χ": #"\chi"#, "ψ": #"\psi"#, "ω": #"\omega"#, "Γ": #"\Gamma"#,
    "Δ": #"\Delta"#, "Θ": #"\Theta"#, "Λ": #"\Lambda"#, "Ξ": #"\Xi"#, "Π": #"\Pi"#,
    "Σ": #"\Sigma"#, "Υ": #"\Upsilon"#, "Φ": #"\Phi"#, "Ψ": #"\Psi"#, "Ω": #"\Omega"#,
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N",
    "Ο": "O", "Ρ": "P", "Τ": "T", "Χ": "X", "ϑ": #"\vartheta"#, "ϕ": #"\phi"#, "ϵ": #"\epsilon"#,
  ]
}
