import Arguments
import Calculus

/// One entry of the function reference: everything that the rule of a function says.
extension FunctionReference {
  /// The entry of a function of numbers, as plain text.
  package static func entry(_ primitive: Primitive) -> String {
    render(
      signature: signature(of: primitive), summary: primitive.summary,
      rows: rows(of: primitive))
  }

  private static func rows(of primitive: Primitive) -> [Row] {
    var rows: [Row] = []
    let otherNames = otherNames(of: primitive)
    if !otherNames.isEmpty {
      rows.append(("also", otherNames.joined(separator: ", ")))
    }
    rows += derivatives(of: primitive).map { ("derivative", $0) }
    for (parameter, condition) in zip(primitive.parameters, primitive.reach) {
      if let condition { rows.append(("taken", "\(parameter) where \(condition)")) }
    }
    rows.append(("domain", primitive.domain.map { "real where \($0)" } ?? "all real numbers"))
    if let kink = primitive.kink { rows.append(("kink", "where \(kink)")) }
    if let singular = primitive.singular { rows.append(("singular", "where \(singular)")) }
    if let convention = primitive.convention { rows.append(("convention", convention)) }
    rows += primitive.special.map { ("points", point($0, of: primitive)) }
    rows.append(("C", spelling(primitive.c, of: primitive)))
    rows.append(("LaTeX", latex(of: primitive)))
    rows.append(("example", example(of: primitive)))
    return rows
  }

  /// `d/dx = cos(x)` for each operand, and what the letters stand for where that is not plain.
  private static func derivatives(of primitive: Primitive) -> [String] {
    var lines: [String] = []
    for (index, parameter) in primitive.parameters.enumerated() {
      if primitive.constantParameters.contains(index) {
        lines.append("\(parameter) is a constant whole number")
      } else if index < primitive.partials.count {
        let rule =
          primitive.partials[index].map(RuleWord.inPrograms) ?? "0 (piecewise constant)"
        lines.append("d/d\(parameter) = \(rule)")
      }
    }
    let rules = primitive.partials + primitive.reach + [primitive.kink]
    let mentions: (String) -> Bool = { name in
      rules.contains { $0.map { uses(name, in: $0) } ?? false }
    }
    if primitive.isVariadic { lines.append("the same for every operand") }
    if mentions("r") { lines.append("with r the result") }
    if mentions("ties") {
      lines.append("with ties the number of operands that are taken")
    }
    return lines
  }

  /// Whether a rule mentions a name.
  static func uses(_ name: String, in rule: String) -> Bool {
    rule.unicodeScalars.split { !isWord($0) }.contains { $0.elementsEqual(name.unicodeScalars) }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar == "_" || scalar.properties.numericType != nil
  }

  /// `x = 0: value 0, d/dx = inf`.
  private static func point(_ special: Primitive.Special, of primitive: Primitive) -> String {
    guard !primitive.isVariadic else {
      let lists = [special.operands, special.partials].map { list in
        list.map { number($0) }.joined(separator: ", ")
      }
      return
        "\(primitive.name)(\(lists[0])): value \(number(special.value)), derivatives \(lists[1])"
    }
    let place = zip(primitive.parameters, special.operands).map { "\($0) = \(number($1))" }
    // A piecewise constant operand has no partial.
    let names = zip(primitive.parameters, primitive.partials).filter { $0.1 != nil }.map(\.0)
    let slopes = zip(names, special.partials).map { "d/d\($0) = \(number($1))" }
    return place.joined(separator: ", ") + ": "
      + (["value \(number(special.value))"] + slopes).joined(separator: ", ")
  }

  /// A number of a table, without the `.0` of whole ones.
  private static func number(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func spelling(_ c: Primitive.CSpelling, of primitive: Primitive) -> String {
    switch c {
    case .function(let name): name + "(" + primitive.parameters.joined(separator: ", ") + ")"
    case .expression(let text): substituted(text, primitive.parameters)
    case .helper: "not in C99; `autodiff emit` brings it along"
    case .missing: "not in C99"
    }
  }

  private static func latex(of primitive: Primitive) -> String {
    if primitive.latex.contains("#1") { return substituted(primitive.latex, primitive.parameters) }
    return primitive.latex + "(" + primitive.parameters.joined(separator: ", ") + ")"
  }

  /// The operands in place of `#1`, `#2`, …; parentheses around a single one are left out.
  static func substituted(_ text: String, _ operands: [String]) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    var index = 0
    while index < scalars.count {
      let isCall = index > 0 && isWord(scalars[index - 1])
      if !isCall, let name = operand(at: index + 1, in: scalars, operands), scalars[index] == "(",
        index + 3 < scalars.count, scalars[index + 3] == ")"
      {
        result += name
        index += 4
      } else if let name = operand(at: index, in: scalars, operands) {
        result += name
        index += 2
      } else {
        result.unicodeScalars.append(scalars[index])
        index += 1
      }
    }
    return result
  }

  /// The operand that `#1` at a place stands for.
  private static func operand(
    at index: Int, in scalars: [Unicode.Scalar], _ operands: [String]
  ) -> String? {
    guard index + 1 < scalars.count, scalars[index] == "#" else { return nil }
    let number = Int(scalars[index + 1].value) - 0x30
    return operands.indices.contains(number - 1) ? operands[number - 1] : nil
  }

  static func example(of primitive: Primitive) -> String {
    Suggestions.commandLine(
      "grad", Array(primitive.example.utf8), primitive.exampleBindings.map { Array($0.utf8) })
  }
}
