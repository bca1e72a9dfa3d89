import Calculus
import Numerics

/// Swift with the platform's C library, without Foundation.
struct SwiftSyntax: CodeSyntax {
  var language: EmittedLanguage { .swift }
  var longestExpression: Int { 5 }

  func literal(_ value: Double) -> CodePiece {
    if value.isNaN { return CodePiece("Double.nan") }
    if value.isInfinite {
      return value > 0
        ? CodePiece("Double.infinity") : CodePiece("-Double.infinity", Precedence.sign)
    }
    // The compiler refuses decimals that are not exact below the normal numbers.
    if value.isSubnormal { return CodePiece("Double(bitPattern: \(value.bitPattern))") }
    let piece = CSource().number(value)
    return CodePiece(piece.text, piece.precedence)
  }

  func number(of condition: CodePiece) -> CodePiece {
    CodePiece("(\(condition.text) ? 1.0 : 0.0)")
  }

  func isNaN(_ operand: String) -> String { "\(operand).isNaN" }
  func squareRoot(_ operand: String) -> String { "sqrt(\(operand))" }

  func apply(_ primitive: Primitive, _ operands: [CodePiece]) -> CodePiece? {
    if let template = template(primitive) {
      return template.isHelper
        ? call(CSyntax.helperName(primitive), operands) : template.filled(operands)
    }
    guard case .function(let name) = primitive.c else { return nil }
    return call(name, operands)
  }

  private func template(_ primitive: Primitive) -> CTemplate? {
    if let swift = primitive.swift { return CTemplate(swift) }
    if case .expression(let template) = primitive.c { return CTemplate(template) }
    return nil
  }

  private func call(_ name: String, _ operands: [CodePiece]) -> CodePiece {
    if operands.count > 2, name.hasSuffix("max") || name.hasSuffix("min") {
      return operands.dropFirst().reduce(operands[0]) {
        CodePiece("\(name)(\($0.text), \($1.text))")
      }
    }
    return CodePiece("\(name)(\(operands.map(\.text).joined(separator: ", ")))")
  }

  func helper(_ primitive: Primitive) -> CFunction? {
    guard let template = template(primitive), template.isHelper else { return nil }
    let name = CSyntax.helperName(primitive)
    let body = template.filled(primitive.parameters.map { CodePiece($0) }).text
    let parameters = primitive.parameters.map { "_ \($0): Double" }.joined(separator: ", ")
    return CFunction(
      name,
      "private func \(name)(\(parameters)) -> Double {\n"
        + CodeLines.wrapped("return \(body)", indent: "  ") + "\n}\n")
  }

  func helper(_ operation: ArrayOperation) -> CFunction? { nil }

  func constant(_ name: String, _ value: String) -> String { "let \(name): Double = \(value)" }
  func condition(_ name: String, _ value: String) -> String { "let \(name): Bool = \(value)" }
  func variable(_ name: String, _ value: String) -> String { "var \(name): Double = \(value)" }
  func array(_ name: String, _ count: Int) -> String { zeros(name, count, isWhole: false) }
  func zeros(_ name: String, _ count: Int, isWhole: Bool) -> String {
    "\(isWhole ? "let" : "var") \(name) = [Double](repeating: 0.0, count: \(count))"
  }
  var unusedIndex: String? { "_" }
  func table(_ name: String, _ values: [Double]) -> String {
    "let \(name): [Double] = [\(values.map { literal($0).text }.joined(separator: ", "))]"
  }
  func assign(_ target: String, _ value: String) -> String { "\(target) = \(value)" }
  func add(_ target: String, _ value: String) -> String { "\(target) += \(value)" }
  func subtract(_ target: String, _ value: String) -> String { "\(target) -= \(value)" }
  func loop(_ index: String, _ start: String, _ end: String) -> String {
    "for \(index) in \(start)..<\(end) {"
  }
  func when(_ condition: String) -> String { "if \(condition) {" }
  func reading(_ array: String) -> String { array }
  func writing(_ array: String) -> String { "&" + array }
  func call(_ name: String, _ arguments: [String]) -> String {
    "\(name)(\(arguments.joined(separator: ", ")))"
  }
  func value(_ name: String, _ arguments: [String]) -> String { call(name, arguments) }

  func slice(_ name: String, of array: String, _ offset: Int, _ count: Int) -> String {
    "let \(name) = Array(\(array)[\(offset)..<\(offset + count)])"
  }
  func slice(_ name: String, ofResult array: String, _ offset: Int) -> String {
    preconditionFailure("results of Swift functions are copied")
  }
  var block: String { "do {" }
  func indices(_ name: String, _ places: [Int32]) -> String {
    "let \(name): [Int] = [\(places.map { "\($0)" }.joined(separator: ", "))]"
  }
  func number(ofIndex index: String) -> String {
    Int(index) == nil ? "Double(\(index))" : index + ".0"
  }
  func greaterMagnitude(_ magnitude: String, _ value: String) -> String {
    "fmax(\(magnitude), fabs(\(value)))"
  }
  func result(_ name: String, elements: [String]) -> String? {
    "let \(name): [Double] = [\(elements.joined(separator: ", "))]"
  }
  func result(_ name: String, array: String) -> String? { "let \(name) = \(array)" }
  func finish(returning value: String?, _ function: EmittedFunction) -> String? {
    let results = function.results.map { result in
      result.kind == .value && value != nil ? value ?? "" : result.kind.rawValue
    }
    return results.count == 1
      ? "return \(results[0])" : "return (\(results.joined(separator: ", ")))"
  }

  // MARK: - The whole text

  func assemble(_ parts: CodeParts) -> String {
    let function = parts.function
    var text = EmissionHeader(function, inputNames: parts.inputNames).lines().map {
      $0.isEmpty ? "//\n" : "// \($0)\n"
    }.joined()
    text += SwiftSyntax.platformImport
    for helper in parts.helpers { text += helper.source + "\n" }
    let parameters =
      function.packsInputs
      ? ["_ \(EmittedFunction.packedInputs): [Double]"]
      : zip(function.program.inputs, parts.inputNames).map { input, name in
        "\(name): \(input.shape.isScalar ? "Double" : "[Double]")"
      }
    let results = function.results.map { result in
      result.kind == .value && function.returnsNumber
        ? "value: Double" : "\(result.kind.rawValue): [Double]"
    }
    let type =
      results.count == 1
      ? String(results[0].split(separator: " ")[1]) : "(\(results.joined(separator: ", ")))"
    text += CodeLines.list(
      "func \(function.name)(", parameters.isEmpty ? [""] : parameters, ") -> \(type) {\n")
    for result in parts.stored {
      text += "  \(array(result.kind.rawValue, result.shape.count))\n"
    }
    return text + parts.body + "}\n"
  }

  /// The C library by its platform's name.
  private static let platformImport =
    ["if", "elseif"].enumerated().map { place, word in
      let module = place == 0 ? "Darwin" : "Glibc"
      return "#\(word) canImport(\(module))\n  import \(module)\n"
    }.joined() + "#endif\n\n"

  /// Swift's own words, and what the code may call or makes itself.
  var reserved: [String] {
    SwiftSyntax.words.split(separator: " ").map(String.init) + CWords.mathFunctions
      + EmittedFunction.ownNames
  }
  var reservedForFunctions: [String] { reserved }

  private static let words = """
    as associatedtype break case catch class continue default defer deinit do else enum extension \
    fallthrough false fileprivate for func guard if import in init inout internal is let nil open \
    operator precedencegroup private protocol public repeat rethrows return self Self static struct \
    subscript super switch throw throws true try typealias var where while Any Double Int Int32 Bool \
    Array abs min max Darwin Glibc await async Type Protocol
    """
}
