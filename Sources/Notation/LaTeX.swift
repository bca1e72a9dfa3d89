import Calculus
import Graph
import Numerics

/// LaTeX for math mode.
package struct LaTeX: Spelling {
  /// Whether names are the program's own, to be set as symbols; else they are LaTeX already.
  private let spellsNames: Bool
  /// Names of the program's own, as it spells them, which stand for no constants.
  private let taken: Set<String>

  package init(spellsNames: Bool = true, taken: Set<String> = []) {
    self.spellsNames = spellsNames
    self.taken = taken
  }

  /// A number, with a power of ten where it has an exponent.
  package func number(_ value: Double) -> Piece {
    if value == .pi, !taken.contains("π") { return Piece(#"\pi"#) }
    if value.isNaN {
      return Piece(taken.contains("nan") ? #"\frac{0}{0}"# : #"\mathrm{nan}"#)
    }
    if value.isInfinite {
      return value > 0 ? Piece(#"\infty"#) : Piece(#"-\infty"#, Precedence.sign)
    }
    let text = DecimalWriter.text(value)
    guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "e")) else {
      return Piece(number: text)
    }
    let exponent = text[text.index(after: mark)...].drop { $0 == "+" }
    return Piece(#"\#(text[..<mark]) \cdot 10^{\#(exponent)}"#, Precedence.product)
  }

  /// A name as a symbol: `x_1` has an index, `alpha` is the letter.
  package func name(_ name: String) -> Piece {
    Piece(spellsNames ? LaTeX.symbol(name) : name)
  }

  /// A function or an operator of numbers, as textbooks set it.
  package func apply(_ step: NumberStep, _ operands: [Piece]) -> Piece {
    let primitive = step.primitive
    if step.isDotted { return elementwise(step.operation, operands) }
    switch primitive.form {
    case .hidden: return operands[0]
    case .prefix(let precedence) where step.operation == .negate:
      // The sign of a product is that of its first factor.
      let operand = enclose(operands[0], below: Precedence.product)
      return Piece(
        "-" + (operand.hasPrefix("-") ? LaTeX.brackets.around(operand) : operand), precedence)
    case .prefix(let precedence):
      return Piece(
        fill(primitive.latex, [enclose(operands[0], below: precedence)]), precedence)
    case .infix where step.operation == .divide:
      return Piece(fill(primitive.latex, operands.map(\.text)))
    case .infix(let precedence, _) where step.operation == .power:
      let base = enclose(operands[0], below: precedence + 1)
      return Piece(fill(primitive.latex, [base, operands[1].text]), precedence)
    case .infix(let precedence, _) where step.operation == .multiply:
      let left = enclose(operands[0], below: precedence)
      // Of three factors nobody asks which are multiplied first.
      let second = enclose(operands[1], below: precedence)
      let right = second.hasPrefix("-") ? LaTeX.brackets.around(second) : second
      return Piece(LaTeX.product(left, right), precedence)
    case .infix(let precedence, let rightAssociative):
      let separator = primitive.latex.replacing("#1", by: "").replacing("#2", by: "")
      return .infix(
        operands, precedence, rightAssociative: rightAssociative,
        associative: precedence != Precedence.comparison, LaTeX.brackets
      ) { _ in separator }
    case .function:
      guard primitive.latex.has("#") else {
        return .call(primitive.latex, operands.map(\.text), LaTeX.brackets)
      }
      // What ends in a superscript cannot take another one without parentheses.
      let precedence =
        primitive.latex.has(LaTeX.timesSign)
        ? Precedence.product : primitive.latex.has("^") ? Precedence.power : Piece.atom
      let texts = operands.indices.map { index in
        enclose(operands[index], below: LaTeX.tightness(around: index, in: primitive.latex))
      }
      return Piece(fill(primitive.latex, texts), precedence)
    }
  }

  static let brackets = Brackets(open: #"\left("#, close: #"\right)"#)

  func enclose(_ piece: Piece, below minimum: Int) -> String {
    piece.enclosed(below: minimum, LaTeX.brackets)
  }

  private static let timesSign = #"\cdot"#

  /// How tightly what stands beside an operand in a function's template binds.
  private static func tightness(around index: Int, in template: String) -> Int {
    let mark = "#\(index + 1)"
    if template.has(mark + "^") { return Precedence.power + 1 }
    return template.has("-" + mark) || template.has(mark + " " + timesSign)
      ? Precedence.product : 0
  }

  func fill(_ template: String, _ operands: [String]) -> String {
    var text = template
    // Where `e` is a name, the base of exponentials stands upright.
    if taken.contains("e") { text = text.replacing("e^{", by: #"\mathrm{e}^{"#) }
    for (index, operand) in operands.enumerated() {
      text = text.replacing("#\(index + 1)", by: operand)
    }
    return text
  }

  // MARK: - Names

  /// A name as a symbol: `theta` is θ, `x_1` and `x1` have an index, several letters stand upright.
  package static func symbol(_ name: String) -> String {
    var stem = Substring(name)
    var index: Substring = ""
    if let underscore = name.firstIndex(of: "_"), underscore != name.startIndex,
      name.index(after: underscore) != name.endIndex
    {
      stem = name[..<underscore]
      index = name[name.index(after: underscore)...]
    } else if let digit = name.firstIndex(where: { $0.isASCII && $0.isNumber }) {
      stem = name[..<digit]
      index = name[digit...]
    }
    let letter = greek[String(stem)].map { #"\"# + $0 }
    let base = letter ?? (stem.count == 1 ? String(stem) : #"\mathrm{"# + escaped(stem) + "}")
    return index.isEmpty ? base : base + "_{" + escaped(index) + "}"
  }

  private static func escaped(_ text: Substring) -> String {
    String(text).replacing("_", by: #"\_"#)
  }

  static func isGreek(_ name: String) -> Bool { greek[name] == name }

  /// The name of a Greek letter.
  static func greekName(_ letter: Unicode.Scalar) -> String? { greek[String(letter)] }

  /// Greek letters by their names and by themselves.
  private static let greek: [String: String] = {
    let names = [
      "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ",
      "eta": "η",
      "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
      "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ",
      "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
      "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    ]
    var table: [String: String] = [:]
    for (name, letter) in names {
      table[name] = name
      table[letter] = name
    }
    return table
  }()
}

extension String {
  /// Whether a part occurs, byte by byte: the standard library's search makes a table first.
  func has(_ part: String) -> Bool {
    var (text, part) = (self, part)
    return text.withUTF8 { text in
      part.withUTF8 { part in
        var start = 0
        while start + part.count <= text.count {
          var length = 0
          while length < part.count, text[start + length] == part[length] { length += 1 }
          if length == part.count { return true }
          start += 1
        }
        return false
      }
    }
  }

  /// The text with every occurrence of `part` exchanged; without Foundation or regular expressions.
  func replacing(_ part: String, by replacement: String) -> String {
    var result: [UInt8] = []
    let (text, wanted) = (Array(utf8), Array(part.utf8))
    var index = 0
    while index < text.count {
      if text[index...].starts(with: wanted) {
        result += replacement.utf8
        index += wanted.count
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
