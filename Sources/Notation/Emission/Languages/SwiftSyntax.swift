import Calculus
import Graph
import Numerics

/// Swift with the platform's C library, without Foundation.
struct SwiftSyntax: CodeSyntax {
  var language: EmittedLanguage { .swift }
  var longestExpression: Int { 5 }

  var callerOwnsMemory: Bool { false }

  // MARK: - Expressions

  func literal(_ value: Double) -> Piece {
    if value.isNaN { return Piece("Double.nan") }
    if value.isInfinite { return Piece(number: (value > 0 ? "" : "-") + "Double.infinity") }
    // The compiler refuses decimals that are not exact below the normal numbers.
    if value.isSubnormal { return Piece("Double(bitPattern: \(value.bitPattern))") }
    return .decimal(value)
  }

  func asNumber(_ condition: Piece) -> Piece { Piece("(\(condition.text) ? 1.0 : 0.0)") }
  func isNaN(_ operand: String) -> String { "\(operand).isNaN" }

  func applied(_ primitive: Primitive, _ operands: [Piece]) -> Piece? {
    if let template = template(primitive) {
      return template.isHelper
        ? call(helperName(primitive), operands) : template.filled(operands)
    }
    guard case .function(let name) = primitive.c else { return nil }
    return call(name, operands)
  }

  func template(_ primitive: Primitive) -> CodeTemplate? {
    if let swift = primitive.swift { return CodeTemplate(swift) }
    guard case .expression(let text) = primitive.c else { return nil }
    return CodeTemplate(text)
  }

  func helper(_ primitive: Primitive) -> CFunction? {
    templateFunction(primitive) { name, body in
      let parameters = primitive.parameters.map { "_ \($0): Double" }.joined(separator: ", ")
      return "private func \(name)(\(parameters)) -> Double {\n"
        + CodeLines.wrapped("return \(body)", indent: "  ") + "\n}\n"
    }
  }

  func helper(_ operation: ArrayOperation) -> CFunction? { nil }

  // MARK: - Statements

  func statement(_ text: String) -> String { text }
  func constant(_ name: String, _ value: String) -> String { "let \(name): Double = \(value)" }
  func condition(_ name: String, _ value: String) -> String { "let \(name): Bool = \(value)" }
  func variable(_ name: String, _ value: String) -> String { "var \(name): Double = \(value)" }
  func array(_ name: String, _ count: Int) -> String { zeros(name, count, isWhole: false) }
  func zeros(_ name: String, _ count: Int, isWhole: Bool) -> String {
    "\(isWhole ? "let" : "var") \(name) = [Double](repeating: 0.0, count: \(count))"
  }
  func table(_ name: String, _ values: [Double]) -> String {
    "let \(name): [Double] = [\(values.map { literal($0).text }.joined(separator: ", "))]"
  }
  func indices(_ name: String, _ places: [Int32]) -> String {
    "let \(name): [Int] = [\(places.map { "\($0)" }.joined(separator: ", "))]"
  }
  func loop(_ index: String, _ start: String, _ end: String) -> String {
    "for \(index) in \(start)..<\(end) {"
  }
  var unusedIndex: String? { "_" }
  var block: String { "do {" }
  func writing(_ array: String) -> String { "&" + array }
  func slice(_ name: String, of array: String, _ offset: Int, _ count: Int) -> String {
    "let \(name) = Array(\(array)[\(offset)..<\(offset + count)])"
  }
  func slice(_ name: String, ofResult array: String, _ offset: Int) -> String {
    preconditionFailure("results of Swift functions are copied")
  }
  func number(ofIndex index: String) -> String {
    Int(index) == nil ? "Double(\(index))" : index + ".0"
  }
  func result(_ name: String, elements: [String]) -> String? {
    "let \(name): [Double] = [\(elements.joined(separator: ", "))]"
  }
  func result(_ name: String, array: String) -> String? { "let \(name) = \(array)" }
  func finish(returning value: String?, _ function: EmittedFunction) -> String? {
    let results = function.results.map { result in
      result.kind == .value ? value ?? result.kind.rawValue : result.kind.rawValue
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
